import { type Node, sizeOf, type Value } from '../graph/value';
import { type BlockedValues, leastChannels } from './blocked-values';
import {
  axesOf,
  type CellAxis,
  cellAttributes,
  isPlaced,
  phase,
  stretchedAxis,
  transposedStretches,
} from './cell-axis';
import { blockedOperator } from './domain';
import { type Direction, gatheredKernel, gatheredShape } from './gathered-kernel';
import { imageOfStretches, interleaved } from './interleave';
import { blockedKernel, blockedKernelShape, blockedNumbers, type KernelLayout, padded } from './kernels';

const convolution = blockedOperator('Conv');

/** A convolution of an image in blocks, or of one with fewer channels than a block has. */
export function blockedConvolution(
  values: BlockedValues,
  { inputs, attributes, outputs: [output] }: Node,
): Value | undefined {
  const [image, kernel, bias] = inputs as Value[];
  const layout = layoutOf(values, kernel, kernel.shape, Number(attributes.group.value));
  if (!layout || (bias && !values.canLayOut(bias) && !values.fills(output.shape[1]))) return undefined;
  const isDirect = !layout.blocksInput && Number(attributes.group.value) === 1;
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

/** A convolution to a few channels, which computes as many cells at once as there is room for in a block. */
export function convolutionInStretches(values: BlockedValues, node: Node): Value | undefined {
  const { op, inputs, outputs } = node;
  const [output] = outputs;
  const isTransposed = op === 'ConvTranspose';
  if ((op !== 'Conv' && !isTransposed) || output.shape.length !== 4) return undefined;
  const axes = axesOf(node);
  if (!axes || inputs[2] || groupOf(node) > 1) return undefined;
  const [{ stride, kernel }] = axes;
  const side = Math.floor(Math.sqrt(values.block / output.shape[1]));
  const cells = side - (side % stride);
  const isWorthwhile = cells > 1 && (isTransposed || stride === 1) && (kernel > 1 || stride > 1);
  if (!isWorthwhile || axes.some((axis) => axis.stride !== stride || axis.output < cells)) return undefined;
  const stretches = axes.map((axis) => (isTransposed ? transposedStretches(axis, cells) : stretchedAxis(axis, cells)));
  if (!stretches.every(isPlaced)) return undefined;
  const computed = ofCells(values, node, stretches, isTransposed ? 'transposed' : 'forward');
  return computed && imageOfStretches(values.graph, computed, stretches, output);
}

/** What a convolution, transposed or not, computes of some cells. */
function ofCells(
  values: BlockedValues,
  node: Node,
  axes: readonly CellAxis[],
  direction: Direction,
): Value | undefined {
  const [image, kernel] = node.inputs as Value[];
  const group = groupOf(node);
  const shape = gatheredShape(kernel.shape, axes, direction);
  const layout = layoutOf(values, kernel, shape, group);
  const from = layout && (layout.blocksInput || group > 1 ? values.blockedImage(image) : values.plain(image));
  if (!from) return undefined;
  const of = axes.map(({ cells, taps, source }) =>
    Array.from({ length: cells * taps }, (_, at) => source(Math.floor(at / taps), at % taps)),
  );
  const name = `${direction} ${of.join(' by ')} of ${shape} in blocks of ${layout.block} ${layout.blocksInput}`;
  const laidOut = values.givenAs(kernel, blockedKernelShape(shape, layout), name, (elements) =>
    blockedKernel(gatheredKernel(elements as Float32Array, kernel.shape, axes, direction), shape, layout),
  );
  const { range, type, shape: full } = node.outputs[0];
  const output = {
    shape: [full[0], padded(shape[0], values.block), ...axes.map(({ stretches }) => stretches)],
    type,
    range: [Math.min(0, range[0]), Math.max(0, range[1])],
  } as const;
  const result = values.graph.one(convolution, [from, laidOut], output, cellAttributes(axes, group));
  return values.withZeros(result);
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
  return values.givenAs(kernel, shape, name, (elements) =>
    blockedKernel(elements as Float32Array, kernel.shape, layout),
  );
}

function blockedBias(values: BlockedValues, bias: Value): Value {
  if (values.fills(sizeOf(bias.shape))) return values.plain(bias);
  const shape = [padded(bias.shape[0], values.block)];
  return values.givenAs(bias, shape, 'filled up', (elements) => blockedNumbers(elements as Float32Array, values.block));
}

function groupOf({ attributes }: Node): number {
  return Number(attributes.group?.value ?? 1);
}
