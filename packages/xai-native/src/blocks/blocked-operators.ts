import { sizeOf } from '../graph/size-of';
import type { Node, Value } from '../graph/value';
import type { BlockedValues } from './blocked-values';
import { blockedOperator } from './domain';
import { padded } from './kernels';
import { ofZeros } from './operators';

/** Windows of blocks; of the largest cells, the places are not told. */
export function blockedPooling(
  values: BlockedValues,
  { op, inputs: [image], attributes, outputs }: Node,
): Value | undefined {
  const [output, places] = outputs;
  if (!values.inBlocks(image!) || (places && values.usesOf(places) > 0)) return undefined;
  const from = values.blockedImage(image!);
  if (!from) return undefined;
  const [batch, , ...space] = output.shape;
  const result = values.graph.one(
    blockedOperator(op),
    [from],
    { ...output, shape: [batch, from.shape[1], ...space] },
    attributes,
  );
  return values.withZeros(result);
}

/** Images that all fill whole blocks, one behind another. */
export function blockedConcatenation(
  values: BlockedValues,
  { inputs, attributes, outputs: [output] }: Node,
): Value | undefined {
  const images = inputs as Value[];
  if (attributes.axis.value !== 1 || !images.some((image) => values.inBlocks(image))) return undefined;
  if (!images.every(({ shape }) => values.fills(shape[1]))) return undefined;
  const operands = images.map((image) => values.blockedImage(image));
  return operands.every(Boolean) ? values.graph.one('Concat', operands, output, attributes) : undefined;
}

/** What works element by element on images in blocks. */
export function blockedElementwise(
  values: BlockedValues,
  { op, inputs, attributes, outputs: [output] }: Node,
): Value | undefined {
  const { shape } = output;
  const given = inputs as Value[];
  const isAlike = (value: Value) => String(value.shape) === String(shape);
  if (!given.some((value) => values.inBlocks(value))) return undefined;
  if (!given.every((value) => isAlike(value) || sizeOf(value.shape) === 1)) return undefined;
  const isFull = values.fills(shape[1]);
  const operands: Value[] = [];
  for (const value of given) {
    const operand = isAlike(value) ? (values.inBlocks(value) ?? values.blockedImage(value)) : values.plain(value);
    if (!operand) return undefined;
    operands.push(operand);
  }
  const areZeros = operands.map((operand, index) =>
    isAlike(given[index]) ? values.hasZeros(operand) : keepsZeros(op, index, given[index]),
  );
  const kind = ofZeros(op, areZeros);
  if (!isFull && kind === 'anything') return undefined;
  const full = [shape[0], padded(shape[1], values.block), ...shape.slice(2)];
  const result = values.graph.one(op, operands, { ...output, shape: full }, attributes);
  return isFull || kind === 'zero' ? values.withZeros(result) : result;
}

/** Whether a number as an operand is as good as a zero: zero itself, and bounds of a clipped value that have it between them. */
function keepsZeros(op: string, index: number, { range: [min, max] }: Value): boolean {
  if (op === 'Clip') return index === 1 ? max <= 0 : min >= 0;
  return min === 0 && max === 0;
}
