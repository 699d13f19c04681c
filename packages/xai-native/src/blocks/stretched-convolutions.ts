import { groupOf } from '../graph/group-of';
import type { Node, Value } from '../graph/value';
import { ofCells } from './blocked-convolutions';
import { type BlockedValues, leastChannels } from './blocked-values';
import {
  type Axis,
  axesOf,
  type CellAxis,
  isPlaced,
  overPhases,
  stretchedAxis,
  transposedStretches,
} from './cell-axis';
import { imageOfStretches } from './interleave';

/** Convolutions compute two blocks of channels in little more time than one. */
const blocksAtOnce = 2;

/** A convolution to a few channels, transposed or not, which computes as many cells of a square at once as there is room for in its blocks. */
export function convolutionInStretches(values: BlockedValues, node: Node): Value | undefined {
  const { op, inputs, outputs } = node;
  const [output] = outputs;
  const isTransposed = op === 'ConvTranspose';
  if ((op !== 'Conv' && !isTransposed) || output.shape.length !== 4) return undefined;
  const axes = axesOf(node);
  const [, channels] = output.shape;
  const areFew = channels < leastChannels || 4 * channels <= values.block;
  if (!axes || !areFew || inputs[2] || groupOf(node) > 1) return undefined;
  const [{ stride, kernel }] = axes;
  const side = Math.floor(Math.sqrt((blocksAtOnce * values.block) / channels));
  const cells = side - (side % (values.inPhases(inputs[0]!) ? 2 * stride : stride));
  const isWorthwhile = cells > 1 && (isTransposed || stride === 1) && (kernel > 1 || stride > 1);
  if (!isWorthwhile || axes.some((axis) => axis.stride !== stride || axis.output < cells)) return undefined;
  const stretches = stretchesOf(values, node, axes, cells);
  if (!stretches.every(isPlaced)) return undefined;
  const computed = ofCells(values, node, stretches, isTransposed ? 'transposed' : 'forward');
  return computed && imageOfStretches(values.graph, computed, stretches, output);
}

/** The axes of a convolution, transposed or not, that computes stretches of so many cells. */
export function stretchesOf(
  values: BlockedValues,
  { op, inputs: [image] }: Node,
  axes: readonly Axis[],
  cells: number,
): CellAxis[] {
  const ofPlain = axes.map((axis) =>
    op === 'ConvTranspose' ? transposedStretches(axis, cells) : stretchedAxis(axis, cells),
  );
  return values.inPhases(image!) ? ofPlain.map((axis, index) => overPhases(axis, axes[index].input)) : ofPlain;
}
