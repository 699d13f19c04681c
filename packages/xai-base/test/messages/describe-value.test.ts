import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describeValue } from '../../src/index';

class Grid {}

test.each<[unknown, string]>([
  [5, '5'],
  [Number.NaN, 'NaN'],
  [1n, '1'],
  [null, 'null'],
  [undefined, 'undefined'],
  ['a "word"', '"a \\"word\\""'],
  [[1, 'a', [2, 3]], '[1, "a", [2 values]]'],
  [new Float32Array(2), 'a Float32Array of 8 bytes'],
  [{}, 'an empty object'],
  [{ a: 1, b: 2 }, 'an object with the keys a, b'],
  [Object.create(null), 'an empty object'],
  [new Grid(), 'a Grid'],
  [Grid, 'the class Grid'],
  [() => 1, 'a function'],
  [Math.max, 'the function max'],
  [Symbol('s'), 'Symbol(s)'],
  [new TypeError('no'), 'TypeError: no'],
])('%p', (value, expected) => {
  expect(describeValue(value)).toBe(expected);
});

test('a tensor, by its type and shape', () => {
  const tensor = tf.zeros([2, 3], 'int32');
  expect(describeValue(tensor)).toBe('an int32 tensor [2, 3]');
  tensor.dispose();
  expect(describeValue(tensor)).toBe('a disposed int32 tensor [2, 3]');
});

test('nothing is long', () => {
  for (const value of [
    'x'.repeat(1e6),
    Array(1e6).fill(1),
    Object.fromEntries(Array.from({ length: 1e4 }, (_, i) => [i, i])),
  ])
    expect(describeValue(value).length).toBeLessThanOrEqual(80);
});
