import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { analyze, deserialize, serialize } from 'xai-base';
import { analyzersOfLayers, imageNet, type Parts } from './support/analyzers-of-layers';
import { explain, sums } from './support/explain';
import { randomTensor } from './support/tensors';

let model: LayersModel;
let background: Tensor;
let input: Tensor;

beforeAll(() => {
  model = imageNet();
  background = randomTensor([2, 4, 4, 2], 5);
  input = randomTensor([2, 4, 4, 2]);
});

afterAll(() => {
  for (const one of [model, background, input]) one.dispose();
});

const parts = (): Parts => ({ model, background, cam: (Kind) => Kind.at(model, 'maps') });

/** What each analyzer's values are measured in; those of the others only rank. */
const units: Record<string, string> = {
  Gradient: 'output per input',
  SmoothGrad: 'output per input',
  InputTimesGradient: 'output',
  IntegratedGradients: 'output',
  'IntegratedGradients to a tolerance': 'output',
  GradientSHAP: 'output',
  DeepLift: 'output',
  Occlusion: 'output',
  FeatureAblation: 'output',
};

test.each(Object.entries(analyzersOfLayers))('%s says its unit, which is kept', async (name, make) => {
  const explanation = await analyze(input, make(parts()), 1);
  expect(explanation.extras?.unit).toBe(units[name]);
  const again = deserialize(await serialize(explanation));
  expect(again.extras?.unit).toBe(units[name]);
  again.dispose();
  explanation.dispose();
});

test.each(['IntegratedGradients', 'IntegratedGradients to a tolerance', 'DeepLift'])(
  '%s: the expected value and the attributions are the output, less what is said to be missing',
  async (name) => {
    const outputs = [2, 1];
    for (const inputRef of [undefined, background, zeros([1, 4, 4, 2])]) {
      const read = await explain(input, analyzersOfLayers[name](parts()), outputs, { inputRef });
      const { expectedValue, completenessError } = read.extras as Record<string, number[]>;
      for (const [row, sum] of sums(read).entries()) {
        const output = read.output[3 * row + outputs[row]];
        expect(Math.abs(expectedValue[row] + sum - output)).toBeCloseTo(completenessError[row], 4);
      }
      if (inputRef !== background) inputRef?.dispose();
    }
  },
);
