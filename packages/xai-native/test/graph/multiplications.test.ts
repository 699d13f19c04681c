import { conv2d, matMul, ones, type Rank, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { multiplications } from '../../src/graph/multiplications';
import { neededNodes } from '../../src/graph/needed';
import { trace } from '../../src/trace/trace';
import '@tensorflow/tfjs-backend-cpu';

/** What a program on one input of a shape costs. */
function costOf(program: (x: Tensor) => Tensor, shape: number[]): number {
  const { outputs } = trace((x) => [program(x)], [{ shape, dtype: 'float32' }]);
  return multiplications(neededNodes(outputs));
}

test('of a convolution: each output cell takes each cell of its filter', () => {
  const filter = ones<Rank.R4>([3, 3, 2, 4]);
  expect(costOf((x) => conv2d(x as Tensor4D, filter, 1, 'valid'), [5, 6, 7, 2])).toBe(5 * 4 * 5 * 4 * (3 * 3 * 2));
  filter.dispose();
});

test('of a product of matrices: rows times columns times what they share', () => {
  const weights = ones([3, 4]);
  expect(costOf((x) => matMul(x, weights), [2, 3])).toBe(2 * 3 * 4);
  weights.dispose();
});
