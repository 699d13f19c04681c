import { groupOf } from '../graph/group-of';
import { sizeOf } from '../graph/size-of';
import type { Node, Value } from '../graph/value';
import { type BlockedValues, leastChannels } from './blocked-values';
import { axesOf, type CellAxis, cellAttributes, isPlaced, phase } from './cell-axis';
import { blockedOperator } from './domain';
import { type Direction, gatheredKernel, gatheredShape } from './gathered-kernel';
import { interleaved } from './interleave';
import { blockedKernel, blockedKernelShape, blockedNumbers, type KernelLayout, padded } from './kernels';

const convolution = blockedOperator('Conv');

/** A convolution of an image in blocks, or of one with fewer channels than a block has. */
export function blockedConvolution(values: BlockedValues, node: Node): Value | undefined {
  const { inputs, attributes } = node;
  const [output] = node.outputs;
  const group = groupOf(node);
  const [image, kernel, bias] = inputs as Value[];
  const layout = layoutOf(values, kernel, kernel.shape, group);
  if (!layout || (bias && !values.canLayOut(bias) && !values.fills(output.shape[1]))) return undefined;
  const isDirect = !layout.blocksInput && group === 1;
  const from = isDirect ? values.plain(image) : values.blockedImage(image);
  if (!from) return undefined;
  const operands = [from, kernelInBlocks(values, kernel, layout)];
  if (bias) operands.push(blockedBias(values, bias));
  const [batch, channels, ...space] = output.shape;
  const shape = [batch, padded(channels, values.block), ...space];
  const result = values.graph.one(convolution, operands, { ...output, shape }, attributes);
  return values.withZeros(result);
}

/** A transposed convolution: one convolution for each cell of a stride. */
export function blockedTransposedConvolution(values: BlockedValues, node: Node): Value | undefined {
  const axes = axesOf(node);
  const [, kernel, bias] = node.inputs;
  const group = groupOf(node);
  const isDepthwise = kernel!.shape[0] === group && kernel!.shape[1] === 1;
  if (!axes || bias || (group > 1 && !isDepthwise)) return undefined;
  const [down, right] = axes.map((axis) => Array.from({ length: axis.stride }, (_, cell) => phase(axis, cell)));
  if (![...down, ...right].every(isPlaced)) return undefined;
  const direction = group > 1 ? 'forward' : 'transposed';
  const phases: (Value | undefined)[][] = [];
  for (const y of down) {
    const row: (Value | undefined)[] = [];
    for (const x of right) {
      const isEmpty = y.taps === 0 || x.taps === 0;
      const part = isEmpty ? undefined : ofCells(values, node, [y, x], direction);
      if (!isEmpty && !part) return undefined;
      row.push(part);
    }
    phases.push(row);
  }
  const result = interleaved(values.graph, phases, node.outputs[0], values.block);
  return values.withZeros(result);
}

/** What a convolution, transposed or not, computes of some cells, in blocks: the channels of the first cell, then those of the next. */
export function ofCells(
  values: BlockedValues,
  node: Node,
  axes: readonly CellAxis[],
  direction: Direction,
): Value | undefined {
  const [image, kernel, bias] = node.inputs as Value[];
  const group = groupOf(node);
  const shape = gatheredShape(kernel.shape, axes, direction);
  const layout = layoutOf(values, kernel, shape, group);
  const from = layout && imageFor(values, image, layout.blocksInput || group > 1);
  if (!from) return undefined;
  const of = axes.map(({ cells, taps, phases, source }) =>
    Array.from({ length: cells * taps * phases }, (_, at) =>
      source(Math.floor(at / phases / taps), Math.floor(at / phases) % taps, at % phases),
    ),
  );
  const name = `${direction} ${of.join(' by ')} of ${shape} in blocks of ${layout.block} ${layout.blocksInput}`;
  const laidOut = values.movedAs(kernel, blockedKernelShape(shape, layout), name, (x) =>
    blockedKernel(gatheredKernel(x, axes, direction), layout),
  );
  const { range, type, shape: full } = node.outputs[0];
  const output = {
    shape: [full[0], padded(shape[0], values.block), ...axes.map(({ stretches }) => stretches)],
    type,
    range: [Math.min(0, range[0]), Math.max(0, range[1])],
  } as const;
  const operands = bias ? [from, laidOut, biasOfCells(values, bias, shape[0])] : [from, laidOut];
  const result = values.graph.one(convolution, operands, output, cellAttributes(axes, group));
  return values.withZeros(result);
}

/** An image as a convolution takes it: in phases, if it is there so. */
function imageFor(values: BlockedValues, image: Value, isInBlocks: boolean): Value | undefined {
  const phased = values.inPhases(image);
  if (!phased) return isInBlocks ? values.blockedImage(image) : values.plain(image);
  const [batch, channels, ...space] = phased.shape;
  const shape = [batch, padded(channels, values.block), ...space];
  return isInBlocks ? values.graph.one(blockedOperator('ReorderInput'), [phased], { ...phased, shape }) : phased;
}

/** How the kernel of a convolution is to lie in a shape, if it can be in blocks. */
function layoutOf(
  values: BlockedValues,
  kernel: Value,
  [out, into]: readonly number[],
  group: number,
): KernelLayout | undefined {
  const { block } = values;
  if (!values.canLayOut(kernel)) return undefined;
  if (group === 1) {
    if (into < block) return { block, blocksInput: false };
    return into % leastChannels === 0 ? { block, blocksInput: true } : undefined;
  }
  if (!values.fills(out)) return undefined;
  if (into === 1 && out === group) return { block, blocksInput: false };
  return values.fills(into) && values.fills(out / group) ? { block, blocksInput: true } : undefined;
}

function kernelInBlocks(values: BlockedValues, kernel: Value, layout: KernelLayout): Value {
  const shape = blockedKernelShape(kernel.shape, layout);
  const name = `kernel in blocks of ${layout.block} ${layout.blocksInput}`;
  return values.movedAs(kernel, shape, name, (x) => blockedKernel(x, layout));
}

function blockedBias(values: BlockedValues, bias: Value): Value {
  if (values.fills(sizeOf(bias.shape))) return values.plain(bias);
  const shape = [padded(bias.shape[0], values.block)];
  return values.givenAs(bias, shape, 'filled up', (elements) => blockedNumbers(elements, values.block));
}

/** The bias of each cell, one behind another, filled up to whole blocks. */
function biasOfCells(values: BlockedValues, bias: Value, length: number): Value {
  const { block } = values;
  return values.givenAs(bias, [padded(length, block)], `of ${length} in blocks of ${block}`, (elements) => {
    const ofAll = Float32Array.from({ length }, (_, index) => Number(elements[index % elements.length]));
    return blockedNumbers(ofAll, block);
  });
}
