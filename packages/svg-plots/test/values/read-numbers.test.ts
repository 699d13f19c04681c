import '@tensorflow/tfjs-backend-cpu';
import { complex, tensor } from '@tensorflow/tfjs-core';
import { array, assert, integer, property } from 'fast-check';
import { ShapeError, ValueError } from 'xai-base';
import { readNumbers, type Values } from '../../src';

const integers = array(integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 6 });

test('tensors, arrays and typed arrays are read alike', () => {
  assert(
    property(integers, (data) => {
      const matrix = [data.slice(0, 3), data.slice(3)];
      const val = tensor(data, [2, 3]);
      for (const values of [val, matrix, matrix.map((row) => Float32Array.from(row))]) {
        const { shape, data: read } = readNumbers(values, 'values');
        expect(shape).toEqual([2, 3]);
        expect(Array.from(read)).toEqual(data);
      }
      val.dispose();
    }),
  );
});

const cases: [string, unknown, new (message: string) => Error, string][] = [
  ['NaN', [[1, 2], [3, Number.NaN]], ValueError, 'rows[1][1] is NaN; expected a finite number'], // biome-ignore format: a matrix
  ['words', ['a'], ValueError, 'rows[0] is "a"; expected a finite number'],
  ['nothing', null, ValueError, 'rows is null; expected a tensor, or arrays of numbers'],
  ['no numbers', [[], []], ShapeError, 'rows has shape [2,0]; expected a number or more on every axis'],
  ['ragged rows', [[1, 2], [3]], ShapeError, 'rows[1] has length 1; expected 2 numbers'],
  ['rows among numbers', [[1], 2], ShapeError, 'rows[1] is no array; expected 1 numbers'],
];

test.each(cases)('%s', (_, values, type, message) => {
  const read = () => readNumbers(values as Values, 'rows');
  expect(read).toThrow(type);
  expect(read).toThrow(message);
});

test('tensors of no numbers', () => {
  const [words, complexes, gone] = [tensor(['a']), complex([1], [1]), tensor([1])];
  gone.dispose();
  expect(() => readNumbers(words, 'val')).toThrow('val is a string tensor; expected a numeric tensor');
  expect(() => readNumbers(complexes, 'val')).toThrow('val is a complex64 tensor; expected a numeric tensor');
  expect(() => readNumbers(gone, 'val')).toThrow('val is a disposed tensor; expected a tensor that is alive');
  words.dispose();
  complexes.dispose();
});

test('gaps are NaN, and null as JSON has it, where they are allowed; nothing else is', () => {
  const gappy = [[1, null], [Number.NaN, 4]] as number[][]; // biome-ignore format: a matrix
  expect(Array.from(readNumbers(gappy, 'series', { gaps: true }).data)).toEqual([1, Number.NaN, Number.NaN, 4]);
  expect(() => readNumbers(gappy, 'series')).toThrow('series[0][1] is null; expected a finite number');
  for (const wrong of [Number.POSITIVE_INFINITY, undefined, '3', {}])
    expect(() => readNumbers([1, wrong as number], 'series', { gaps: true })).toThrow(
      /^series\[1\] is .*; expected a finite/,
    );
});
