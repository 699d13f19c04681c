import { sizeOf } from '../../src/graph/size-of';
import { elementsOf, inOtherShape, permutedAxes, type Strided, scaled, whole } from '../../src/known/strided';

const shape = [3, 4, 1, 5];
const numbers = (length: number) => Float32Array.from({ length }, (_, at) => Math.sin(at + 1));
const x = () => whole(numbers(sizeOf(shape)), shape);

const moves: Record<string, (x: Strided) => Strided> = {
  'axes in another order': (one) => permutedAxes(one, [3, 0, 2, 1]),
  'the opposite order': (one) => permutedAxes(one, [3, 2, 1, 0]),
  'another shape of the same long axes': (one) =>
    inOtherShape(
      one,
      [1, ...one.axes.map(({ length }) => length), 1].filter((length) => length > 1),
    ),
  'a flat shape': (one) => inOtherShape(one, [sizeOf(one.axes.map(({ length }) => length))]),
  'another shape': (one) => inOtherShape(one, [2, sizeOf(one.axes.map(({ length }) => length)) / 2]),
  'a factor for each place along the first axis': (one) => {
    const [{ length }, ...rest] = one.axes;
    return scaled(one, numbers(length), sizeOf(rest.map((axis) => axis.length)));
  },
  'a factor for each place along the last axis': (one) => scaled(one, numbers(one.axes.at(-1)!.length), 1),
  'factors that begin anew within an axis': (one) => scaled(one, numbers(2), 1),
};

/** The same, but gone through at once. */
const atOnce = (one: Strided) =>
  whole(
    elementsOf(one),
    one.axes.map(({ length }) => length),
  );

const names = Object.keys(moves);
test.each(names.flatMap((first) => names.flatMap((second) => names.map((third) => [first, second, third]))))(
  '%s, then %s, then %s is the same, whether gone through once or three times',
  (...chosen) => {
    const once = chosen.reduce((one, name) => (isPossible(name, one) ? moves[name](one) : one), x());
    const stepByStep = chosen.reduce((one, name) => (isPossible(name, one) ? atOnce(moves[name](one)) : one), x());
    expect(once.axes.map(({ length }) => length)).toEqual(stepByStep.axes.map(({ length }) => length));
    expect(elementsOf(once)).toEqual(elementsOf(stepByStep));
  },
);

function isPossible(name: string, { axes }: Strided): boolean {
  return axes.length === 4 || !/^(axes|the opposite)/.test(name);
}

test('each element is multiplied by the factor of its place', () => {
  const pair = whole(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
  expect(Array.from(elementsOf(scaled(pair, Float32Array.of(1, 10), 3)))).toEqual([1, 2, 3, 40, 50, 60]);
  expect(Array.from(elementsOf(scaled(pair, Float32Array.of(1, 10, 100), 1)))).toEqual([1, 20, 300, 4, 50, 600]);
  expect(Array.from(elementsOf(permutedAxes(scaled(pair, Float32Array.of(1, 10), 3), [1, 0])))).toEqual([
    1, 40, 2, 50, 3, 60,
  ]);
  expect(Array.from(elementsOf(scaled(pair, Float32Array.of(1, 10), 1)))).toEqual([1, 20, 3, 40, 5, 60]);
});

test.each([0, 1, 2, 3, 4])('factors go with axis %i wherever it goes', (axis) => {
  const lengths = [2, 3, 4, 5, 6];
  const run = sizeOf(lengths.slice(axis + 1));
  const elements = numbers(sizeOf(lengths));
  const factors = numbers(lengths[axis]);
  const product = elements.map((one, at) => one * factors[Math.floor(at / run) % lengths[axis]]);
  for (const order of [
    [4, 3, 2, 1, 0],
    [2, 0, 4, 1, 3],
    [1, 3, 0, 4, 2],
  ]) {
    const moved = permutedAxes(scaled(whole(elements, lengths), factors, run), order);
    expect(elementsOf(moved)).toEqual(elementsOf(permutedAxes(whole(product, lengths), order)));
  }
});

test('what lies in place is not copied, and no part of it', () => {
  const elements = numbers(6);
  expect(elementsOf(inOtherShape(whole(elements, [2, 3]), [3, 2]))).toBe(elements);
  expect(elementsOf({ source: elements, first: 0, axes: [{ length: 3, step: 1 }] })).toEqual(elements.slice(0, 3));
});
