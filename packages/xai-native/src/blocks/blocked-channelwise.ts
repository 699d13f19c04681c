import { onlyNumber } from '../graph/range';
import { sizeOf } from '../graph/size-of';
import { isKnown, type Node, producer, type Value } from '../graph/value';
import { reshaped } from '../graph/view';
import type { BlockedValues } from './blocked-values';
import { blockedOperator } from './domain';
import { ofSingleCells } from './single-cells';
import { hardSigmoid, isNegative } from './steps';

const convolution = blockedOperator('Conv');

/** A factor or a summand for each channel, which a convolution for each channel has as its kernel, or its bias. */
export function byChannel(values: BlockedValues, { op, inputs, outputs: [output] }: Node): Value | undefined {
  if (op !== 'Mul' && op !== 'Add') return undefined;
  const [, channels] = output.shape;
  const isEach = ({ shape }: Value) => shape.length === 4 && shape[1] === channels && sizeOf(shape) === channels;
  const numbers = (inputs as Value[]).find((value) => isKnown(value) && isEach(value));
  const image = (inputs as Value[]).find((value) => value !== numbers);
  if (!numbers || !image || !values.fills(channels) || String(image.shape) !== String(output.shape)) return undefined;
  const from = values.inBlocks(image);
  if (!from) return undefined;
  if (op === 'Mul')
    return ofSingleCells(
      values.graph,
      { image: from, kernel: reshaped(values.graph, numbers, [channels, 1, 1, 1]) },
      output,
    );
  const summands = reshaped(values.graph, numbers, [channels]);
  const kernel = values.graph.fill(1, [channels, 1, 1, 1], 'float32');
  return (
    biased(values, image, summands, output) ??
    ofSingleCells(values.graph, { image: from, kernel, bias: summands }, output)
  );
}

/** A number that is added to what a convolution gives: its bias. */
export function offset(values: BlockedValues, { op, inputs, outputs: [output] }: Node): Value | undefined {
  const number = (inputs as Value[]).find(({ shape, origin }) => sizeOf(shape) === 1 && origin.kind === 'literal');
  const image = (inputs as Value[]).find((value) => value !== number);
  const [, channels] = output.shape;
  if (op !== 'Add' || !number || !image || !values.fills(channels)) return undefined;
  return biased(values, image, values.graph.fill(onlyNumber(number.range) as number, [channels], 'float32'), output);
}

/** A denominator kept away from zero, `x - (x < 0 ? a : b)`: a step, and a convolution of single cells that adds x. */
export function stabilized(values: BlockedValues, { op, inputs, outputs: [output] }: Node): Value | undefined {
  const [x, choice] = inputs as Value[];
  const [condition, yes, no] = (op === 'Sub' && producer(choice, 'Where')?.inputs) || [];
  const [opposite, zero] = (condition && producer(condition, 'Greater')?.inputs) ?? [];
  const [original, minus] = (opposite && producer(opposite, 'Mul')?.inputs) ?? [];
  const image = values.inBlocks(x);
  const [ifTrue, ifFalse, from, factor] = [yes, no, zero, minus].map((value) => value && onlyNumber(value.range));
  const isStep = original === x && from === 0 && factor === -1;
  if (!image || !isStep || ifTrue === undefined || ifFalse === undefined || !values.fills(output.shape[1]))
    return undefined;
  const [, channels] = output.shape;
  const isBelow = hardSigmoid(values.graph, image, isNegative);
  const [kernel, bias] = [
    values.graph.fill(ifFalse - ifTrue, [channels, 1, 1, 1], 'float32'),
    values.graph.fill(-ifFalse, [channels], 'float32'),
  ];
  return ofSingleCells(values.graph, { image: isBelow, kernel, bias, summand: image }, output);
}

/** The convolution that gives an image, with a bias, if nothing else needs the image. */
function biased(values: BlockedValues, image: Value, bias: Value, { type, range, shape }: Value): Value | undefined {
  const blocked = values.inBlocks(image);
  const node = blocked && values.usesOf(image) === 1 ? producer(blocked, convolution) : undefined;
  if (!node || node.inputs.length > 2) return undefined;
  return values.graph.one(convolution, [...node.inputs, bias], { type, range, shape }, node.attributes);
}
