import path from 'node:path';
import { abs, max, setBackend, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { analyze, RandomStream } from 'xai-base';
import '../../../tooling/jest/backends';
import { canonize, EpsilonPlus, type LayerConservation, LRP, stripSoftmax } from '../src';
import { loadNsfwModel } from './support/nsfw-models';
import { randomTensor } from './support/random';

const sizes = { mobilenet_v2: 224, inception_v3: 299 } as const;

describe.each(Object.keys(sizes) as (keyof typeof sizes)[])('%s of nsfwjs on wasm', (name) => {
  let model: LayersModel;
  let canonical: LayersModel;
  let image: Tensor;

  beforeAll(async () => {
    await setBackend('wasm');
    const probabilities = await loadNsfwModel(name, path.join(__dirname, '..'));
    model = stripSoftmax(probabilities);
    canonical = canonize(model);
    probabilities.dispose();
    image = tidy(() => abs(randomTensor([1, sizes[name], sizes[name], 3], new RandomStream(1))));
  });

  afterAll(() => {
    for (const one of [model, canonical, image]) one.dispose();
  });

  test('has the same outputs after canonize', async () => {
    expect(canonical.layers.map((layer) => layer.getClassName())).not.toContain('BatchNormalization');
    const difference = tidy(() => {
      const [before, after] = [model, canonical].map((one) => one.predict(image) as Tensor);
      return max(abs(sub(before, after)));
    });
    expect((await difference.data())[0]).toBeLessThan(1e-5);
    difference.dispose();
  });

  test('loses relevance under EpsilonPlus to biases and stabilizers only', async () => {
    const lrp = new LRP(canonical, new EpsilonPlus());
    const explanation = await analyze(image, lrp, undefined, { conservation: true });
    const layers = Object.entries(explanation.extras?.conservation as Record<string, LayerConservation>);
    expect(layers.length).toBeGreaterThan(50);
    for (const [layer, { relevance, received, bias, stabilizer }] of layers) {
      const lost = Math.abs(relevance[0] - received[0] - bias[0] - stabilizer[0]);
      const scale = Math.max(...[relevance, received, bias, stabilizer].map(([value]) => Math.abs(value)));
      expect({ [layer]: lost / scale < 0.01 }).toEqual({ [layer]: true });
    }
    explanation.dispose();
  });
});
