import type { OnnxData } from 'onnx-format';
import { joinElements, type Value } from './elements';

/** Rows `from` up to `to` along the first axis. */
export function sliceRows({ type, shape, elements }: Value, from: number, to: number): Value {
  const [rows, ...sample] = shape;
  const size = elements.length / rows;
  const part = elements.slice(from * size, to * size) as OnnxData;
  return { type, shape: [to - from, ...sample], elements: from === 0 && to === rows ? elements : part };
}

/** Puts values one after the other along their first axis. */
export function concatRows(values: readonly Value[]): Value {
  const [{ type, shape }] = values;
  const rows = values.reduce((sum, value) => sum + value.shape[0], 0);
  return { type, shape: [rows, ...shape.slice(1)], elements: joinElements(values.map(({ elements }) => elements)) };
}

/** Fills a batch up to a number of rows by repeating its last one. */
export function padRows(value: Value, rows: number): Value {
  const [given] = value.shape;
  if (given === rows) return value;
  const last = sliceRows(value, given - 1, given);
  return concatRows([value, ...Array<Value>(rows - given).fill(last)]);
}

/** Repeats what is of length 1 along an axis. */
export function repeatAlong(value: Value, axis: number, times: number): Value {
  const { type, shape, elements } = value;
  const size = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  const parts = Array.from({ length: elements.length / size }, (_, index) => {
    return elements.slice(index * size, (index + 1) * size) as OnnxData;
  });
  const copies = parts.flatMap((part) => Array<OnnxData>(times).fill(part));
  return { type, shape: shape.with(axis, times), elements: joinElements(copies) };
}
