import '@tensorflow/tfjs-backend-cpu';
import { matMul, relu, reshape, setBackend, type Tensor, type Tensor2D, tidy, zeros } from '@tensorflow/tfjs-core';
import { Gradient, InputTimesGradient } from 'explainable-ai';
import { Analyzer, Explanation, ModelError, maskOf, PathSelector, selectedIndices, toSelector } from 'xai-base';
import {
  Consistency,
  Deletion,
  evaluate,
  InputInvariance,
  MaxSensitivity,
  type Metric,
  PixelFlipping,
  RandomLogit,
  Sufficiency,
} from '../../src/index';
import { explainRows } from '../../src/task/explained-rows';
import { randomTensor, rejection } from '../support/metrics';

const [tokens, classes] = [3, 2];
const paths = [
  [1, 0],
  [2, 1],
  [0, 1],
  [1, 1],
  [2, 0],
];
let weights: Tensor2D;
let input: Tensor;

beforeAll(async () => {
  await setBackend('cpu');
  weights = randomTensor([6, tokens * classes], 1) as Tensor2D;
  input = randomTensor([paths.length, 6], 2);
});
afterAll(() => {
  weights.dispose();
  input.dispose();
});

const flat = (x: Tensor) => relu(matMul(x as Tensor2D, weights));
const deep = (x: Tensor) => reshape(flat(x), [-1, tokens, classes]);
const methods = {
  Gradient: (model: (x: Tensor) => Tensor) => new Gradient(model),
  Product: (model: (x: Tensor) => Tensor) => new InputTimesGradient(model),
};
const metrics: Metric[] = [
  new Deletion(),
  new PixelFlipping(),
  new Sufficiency(),
  new Consistency(),
  new RandomLogit(),
  new MaxSensitivity({ draws: 2 }),
  new InputInvariance(),
];

test('an output of several axes is judged as the same output in one axis', async () => {
  const places = paths.map(([token, of]) => token * classes + of);
  const expected = await evaluate(methods, flat, { input, target: places }, metrics, { seed: 1, batchSize: 2 });
  for (const target of [paths, new PathSelector(paths)]) {
    const got = await evaluate(methods, deep, { input, target }, metrics, { seed: 1, batchSize: 2 });
    expect(got.toJSON()).toEqual(expected.toJSON());
  }
});

test('which value of several axes is meant must be said', async () => {
  const error = await rejection(evaluate(methods, deep, input, [new Deletion()]));
  expect(error).toBeInstanceOf(ModelError);
  expect(error.message).toContain('PathSelector([0, 0])');
});

/** A method that says of outputs of any shape which one is the largest. */
class Largest extends Analyzer {
  readonly name = 'Largest';
  protected async explain(x: Tensor) {
    const output = tidy(() => deep(x));
    const outputSelection = await selectedIndices(output);
    return new Explanation({
      val: x.clone(),
      input: x.clone(),
      output,
      outputSelection,
      analyzer: this.name,
      heatmap: this.heatmap,
    });
  }
}

test('what a method chose among several axes is a selection again', async () => {
  const rows = await explainRows(input, new Largest(), undefined, {});
  const zero = () => zeros([paths.length, tokens, classes]);
  const mask = tidy(() => maskOf(toSelector(rows.selection, input), zero()));
  expect(await selectedIndices(mask)).toEqual([...rows.indices]);
  mask.dispose();
});
