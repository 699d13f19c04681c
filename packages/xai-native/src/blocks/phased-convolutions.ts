import { int } from 'onnx-format';
import { groupOf } from '../graph/group-of';
import type { Node, Value } from '../graph/value';
import { ofCells } from './blocked-convolutions';
import type { BlockedValues } from './blocked-values';
import { axesOf, type CellAxis, isPlaced, stretchedAxis } from './cell-axis';
import { blockedOperator } from './domain';
import { padded } from './kernels';
import { stretchesOf } from './stretched-convolutions';

/** Multiplications of a convolution in the time that it takes to bring a cell from its phase to its place. */
const moveOfCell = 80;

/**
 * What a convolution of stride 1, transposed or not, computes, in phases: the four cells of each square as channels.
 *
 * @param allowance how many multiplications more it may take for each cell, as of phases more taps are zeros
 * @param activation an operator that is applied to the cells while they are in blocks
 */
export function convolutionInPhases(
  values: BlockedValues,
  node: Node,
  allowance: number,
  activation?: string,
): Value | undefined {
  const { op, inputs, outputs } = node;
  const [{ shape, type, range }] = outputs;
  const isTransposed = op === 'ConvTranspose';
  const isOne = (op === 'Conv' || isTransposed) && shape.length === 4 && groupOf(node) === 1;
  const axes = isOne ? axesOf(node) : undefined;
  if (!axes || axes.some(({ stride, output }) => stride > 1 || output % 2 > 0)) return undefined;
  const pairs = stretchesOf(values, node, axes, 2);
  const [batch, channels] = shape;
  const work = ([y, x]: readonly CellAxis[]) => {
    const cells = y.cells * x.cells;
    const taps = y.phases * y.taps * x.phases * x.taps;
    return (padded(cells * channels, values.block) * (inputs[0] as Value).shape[1] * taps) / cells;
  };
  const more = work(pairs) - work(axes.map((axis) => stretchedAxis(axis, 1)));
  if (!pairs.every(isPlaced) || more > allowance) return undefined;
  const blocked = ofCells(values, node, pairs, isTransposed ? 'transposed' : 'forward');
  if (!blocked) return undefined;
  const { graph } = values;
  const image = activation ? graph.one(activation, [blocked], { shape: blocked.shape, type }) : blocked;
  const phases = { shape: [batch, 4 * channels, ...blocked.shape.slice(2)], type, range };
  return graph.one(blockedOperator('ReorderOutput'), [image], phases, { channels: int(4 * channels) });
}

/** What a convolution computes of an image in phases, in phases as well, if that pays. */
export function convolutionOfPhases(values: BlockedValues, node: Node): Value | undefined {
  const [image] = node.inputs;
  if (!image || !values.inPhases(image)) return undefined;
  return convolutionInPhases(values, node, moveOfCell * (image.shape[1] - node.outputs[0].shape[1]));
}
