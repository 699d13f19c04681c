import type { Program } from 'xai-base';
import { KeptPrograms } from '../../src/kept-programs';
import type { TensorType } from '../../src/trace/trace';

const float = (...shape: number[]): TensorType => ({ shape, dtype: 'float32' });

test('programs are found by what they are, and by the shapes and types of all of their inputs', () => {
  const kept = new KeptPrograms<string>(10);
  const [one, other]: Program[] = [(x) => [x], (x) => [x]];
  const make = (name: string) => () => name;
  const shapes: [Program, TensorType[], string][] = [
    [one, [float(2, 3)], 'a'],
    [other, [float(2, 3)], 'b'],
    [one, [float(3, 2)], 'c'],
    [one, [float(2, 3, 1)], 'd'],
    [one, [float(23)], 'e'],
    [one, [{ shape: [2, 3], dtype: 'int32' }], 'f'],
    [one, [float(2, 3), float(1)], 'g'],
    [one, [float(2, 3), float()], 'h'],
  ];
  for (const [program, inputs, name] of shapes) expect(kept.find(program, inputs, make(name)).made).toBe(name);
  for (const [program, inputs, name] of shapes) expect(kept.find(program, inputs, make('new')).made).toBe(name);
  expect(kept.size).toBe(8);
});

test('shapes that change afterwards, as arrays can, change nothing', () => {
  const kept = new KeptPrograms<string>(10);
  const program: Program = (x) => [x];
  const shape = [2, 3];
  kept.find(program, [{ shape, dtype: 'float32' }], () => 'first');
  shape[0] = 4;
  expect(kept.find(program, [float(2, 3)], () => 'second').made).toBe('first');
});

test('of too many, the one that was not used for longest goes first, once', () => {
  const kept = new KeptPrograms<number>(2);
  const program: Program = (x) => [x];
  for (const length of [1, 2, 1, 3]) kept.find(program, [float(length)], () => length);
  const excess = kept.excess();
  expect(excess?.made).toBe(2);
  expect([kept.take(excess!), kept.take(excess!), kept.excess()]).toEqual([2, undefined, undefined]);
  expect([...kept].map(({ made }) => made)).toEqual([1, 3]);
  expect(kept.find(program, [float(2)], () => 20).made).toBe(20);
});
