import {
  dispose,
  engine,
  mul,
  setBackend,
  slice,
  sum,
  type Tensor,
  tanh,
  tensor2d,
  zeros,
} from '@tensorflow/tfjs-core';
import { analyze, ShapeError, ValueError } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { GradientSHAP } from '../../src/augmentations/gradient-shap';
import { IntegratedGradients } from '../../src/augmentations/integrated-gradients';
import { Gradient } from '../../src/gradients/gradient';
import { explain, sums } from '../support/explain';
import { perceptron } from '../support/nets';
import { expectClose, randomTensor, rejection } from '../support/tensors';

const linear = (x: Tensor) => sum(mul(x, [1, 2, 3, 4, 5]), 1, true);
const smooth = perceptron({ bias: 1, activation: tanh });

describeBackends('GradientSHAP', (backend) => {
  test('takes a background that was cast on the cpu backend as the numbers that it says', async () => {
    await setBackend('cpu');
    const integers = tensor2d([[1, 1, 1, 1, 1]], [1, 5], 'int32');
    const background = engine().makeTensorFromTensorInfo({ dataId: integers.dataId, shape: [1, 5], dtype: 'float32' });
    engine().backend.incRef(integers.dataId); // as the backend's own cast does
    await setBackend(backend);
    const input = tensor2d([[2, 2, 2, 2, 2]]);
    expectClose((await explain(input, new GradientSHAP(linear, background, 4))).val, Float32Array.of(1, 2, 3, 4, 5));
    dispose([integers, background, input]);
  });

  test('is exact on a linear model with one reference', async () => {
    const [input, background] = [randomTensor([2, 5], 1), randomTensor([1, 5], 2)];
    const { val } = await explain(input, new GradientSHAP(linear, background, 3));
    const [x, x0] = [input.dataSync(), background.dataSync()];
    expectClose(
      val,
      Array.from(x, (value, at) => ((at % 5) + 1) * (value - x0[at % 5])),
    );
    input.dispose();
    background.dispose();
  });

  test('draws each reference about as often', async () => {
    // on a linear model the mean over the draws is w (x - mean of the drawn references)
    const input = tensor2d([[0, 0, 0, 0, 0]]);
    const background = tensor2d([
      [5, 0, 0, 0, 0],
      [0, 5, 0, 0, 0],
      [0, 0, 5, 0, 0],
      [0, 0, 0, 5, 0],
      [0, 0, 0, 0, 5],
    ]);
    const { val } = await explain(input, new GradientSHAP(linear, background, 2000, { seed: 1 }), 0, {
      batchSize: 500,
    });
    const shares = Array.from(val, (value, at) => -value / (at + 1)); // how often, times 5
    expectClose([shares.reduce((total, share) => total + share)], [5]);
    for (const share of shares)
      expect(Math.abs(share - 1)).toBeLessThan((4 * 5 * Math.sqrt(0.2 * 0.8)) / Math.sqrt(2000));
    input.dispose();
    background.dispose();
  });

  test('converges to IntegratedGradients for one reference', async () => {
    const [input, background] = [randomTensor([2, 5], 1), randomTensor([1, 5], 2)];
    const shap = await explain(input, new GradientSHAP(smooth, background, 400, { seed: 1 }), 1);
    const integrated = await explain(input, new IntegratedGradients(smooth, 50), 1, { inputRef: background });
    expectClose(shap.val, integrated.val, 2e-3); // 400 stratified draws
    input.dispose();
    background.dispose();
  });

  test('explains the difference from the expected output over the background', async () => {
    const [input, background] = [randomTensor([2, 5], 1), randomTensor([3, 5], 2)];
    const shap = await explain(input, new GradientSHAP(smooth, background, 3000, { seed: 1 }), 1, { batchSize: 600 });
    const { output } = await explain(background, new Gradient(smooth), 1);
    const expected = (output[1] + output[4] + output[7]) / 3;
    sums(shap).forEach((total, row) => {
      expect(Math.abs(total - (shap.output[row * 3 + 1] - expected))).toBeLessThan(0.05);
    });
    input.dispose();
    background.dispose();
  });

  test('a batch equals its samples, and the background stays', async () => {
    const [input, background] = [randomTensor([3, 5], 1), randomTensor([4, 5], 2)];
    const before = Float32Array.from(background.dataSync());
    const analyzer = new GradientSHAP(smooth, background, 7, { seed: 11 });
    const batch = await explain(input, analyzer);
    for (let row = 0; row < 3; row++) {
      const sample = slice(input, row, 1);
      expectClose((await explain(sample, analyzer)).val, batch.val.subarray(row * 5, row * 5 + 5));
      sample.dispose();
    }
    expect(background.dataSync()).toEqual(before);
    expect(batch.extras).toEqual({ unit: 'output', seed: 11 });
    input.dispose();
    background.dispose();
  });
});

test.each([
  ['another shape', () => zeros([3, 4]), 'background has shape [3,4]; expected [references, 5].', ShapeError],
  ['no reference', () => zeros([0, 5]), 'background has shape [0,5]', ShapeError],
  ['NaN', () => tensor2d([[1, 2, 3, 4, Number.NaN]]), 'background holds NaN at [0,4]', ValueError],
] as const)('a background with %s is a typed error', async (_name, make, message, kind) => {
  const [input, background] = [randomTensor([1, 5]), make()];
  const error = await rejection(analyze(input, new GradientSHAP(linear, background, 2)));
  expect(error).toBeInstanceOf(kind);
  expect(error.message).toContain(message);
  input.dispose();
  background.dispose();
});
