import '@tensorflow/tfjs-backend-cpu';
import { mean, ones, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { analyze } from 'xai-base';
import { explainImage, type MaskSource, RISE } from '../../src';

it('masks that keep nothing are refused: nothing is known then', async () => {
  const image = ones([8, 8, 1]);
  const brightness = (x: Tensor) => mean(x, [1, 2]);
  const options = { method: 'RISE', masks: 50, featureResolution: 2, standardErrors: true, seed: 1 } as const;
  await expect(explainImage(brightness, image, { ...options, keepProbability: 0.001 })).rejects.toThrow(
    'keepProbability is 0.001; expected one under which some of the 50 masks keep something: a larger one, or more masks',
  );
  for (const explanation of await explainImage(brightness, image, { ...options, keepProbability: 0.1 }))
    explanation.dispose();
  image.dispose();
});

it('what no mask kept has an infinite standard error, and no target stops the drawing', async () => {
  const input = tensor2d([[1, 2, 3]]);
  let drawn = 0;
  const neverTheLast: MaskSource = () => (index, mask) => {
    drawn = index + 1;
    mask.set([index % 2, 1, 0]);
  };
  const settings = { maskSource: neverTheLast, masks: 400, keepProbability: 0.5, standardErrors: true };
  const rise = new RISE((x: Tensor) => sum(x, 1, true), { ...settings, targetError: 10 });
  const explanation = await analyze(input, rise);
  const { standardErrors } = explanation.extras as { standardErrors: Tensor };
  const [first, second, last] = await standardErrors.data();
  expect(last).toBe(Number.POSITIVE_INFINITY);
  for (const error of [first, second]) expect(error).toBeLessThan(1);
  expect(drawn).toBe(400);
  explanation.dispose();
  input.dispose();
});
