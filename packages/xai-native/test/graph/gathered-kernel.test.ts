import type { CellAxis } from '../../src/blocks/cell-axis';
import { type Direction, gatheredKernel, gatheredShape } from '../../src/blocks/gathered-kernel';
import { elementsOf, permutedAxes, type Strided, scaled, whole } from '../../src/known/strided';

const numbers = (length: number) => Float32Array.from({ length }, (_, at) => at + 1);
const shape = [2, 3, 4, 5];

const taps = (count: number, source: (tap: number) => number): CellAxis => ({
  cells: 1,
  stretches: 1,
  taps: count,
  stride: 1,
  before: 0,
  after: 0,
  phases: 1,
  source: (_, tap) => source(tap),
});

const ways: Record<string, CellAxis> = {
  'one after the other': taps(3, (tap) => tap),
  'every second, backwards': taps(2, (tap) => 3 - 2 * tap),
  one: taps(1, () => 2),
  'with one before the first': taps(3, (tap) => tap - 1),
  'with one behind the last': taps(3, (tap) => tap + 3),
  'irregular ones': taps(3, (tap) => [0, 3, 1][tap]),
};

const kernels: Record<string, Strided> = {
  'as it is': whole(numbers(120), shape),
  'with axes in another order': permutedAxes(whole(numbers(120), [5, 4, 3, 2]), [3, 2, 1, 0]),
  'with a factor for each output': scaled(whole(numbers(120), shape), Float32Array.of(2, 3), 60),
  'with a factor for each row': scaled(whole(numbers(120), shape), numbers(4), 5),
};

const names = Object.keys(ways);
describe.each(['forward', 'transposed'] as const)('%s', (direction: Direction) => {
  test.each(
    Object.keys(kernels).flatMap((kernel) => names.flatMap((down) => names.map((right) => [kernel, down, right]))),
  )('a kernel %s: rows %s, columns %s', (kernel, down, right) => {
    const axes = [ways[down], ways[right]];
    const all = elementsOf(kernels[kernel]);
    const at = (...place: number[]) => all[place.reduce((index, one, axis) => index * shape[axis] + one, 0)];
    const [outputs, inputs] = gatheredShape(shape, axes, direction);
    const expected: number[] = [];
    for (let out = 0; out < outputs; out++)
      for (let into = 0; into < inputs; into++)
        for (let y = 0; y < axes[0].taps; y++)
          for (let x = 0; x < axes[1].taps; x++) {
            const [row, column] = [axes[0].source(0, y, 0), axes[1].source(0, x, 0)];
            const isInside = row >= 0 && row < 4 && column >= 0 && column < 5;
            const channels = direction === 'forward' ? [out, into] : [into, out];
            expected.push(isInside ? at(...channels, row, column) : 0);
          }
    expect(Array.from(elementsOf(gatheredKernel(kernels[kernel], axes, direction)))).toEqual(expected);
  });
});
