import { abs, max, setBackend, sub, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { analyze, RandomStream } from 'xai-base';
import '../../../tooling/jest/backends';
import { canonize, EpsilonPlus, LRP, stripSoftmax } from '../src';
import { loadNsfwModel } from './support/nsfw-models';
import { randomTensor } from './support/random';

const sizes = { mobilenet_v2: 224, inception_v3: 299 } as const;

describe.each(Object.keys(sizes) as (keyof typeof sizes)[])('%s of nsfwjs on wasm', (name) => {
  let model: LayersModel;
  let canonical: LayersModel;
  let image: Tensor;

  beforeAll(async () => {
    await setBackend('wasm');
    const probabilities = await loadNsfwModel(name);
    model = stripSoftmax(probabilities);
    canonical = canonize(model);
    probabilities.dispose();
    image = tidy(() => abs(randomTensor([1, sizes[name], sizes[name], 3], new RandomStream(1))));
  });

  afterAll(() => {
    for (const one of [model, canonical, image]) one.dispose();
  });

  test('has the same outputs after canonize', async () => {
    const types = canonical.layers.map((layer) => layer.getClassName());
    console.log(types.filter((t) => t === 'BatchNormalization').length, types.length);
    const difference = tidy(() => {
      const [before, after] = [model, canonical].map((one) => one.predict(image) as Tensor);
      console.log(before.toString(), after.toString());
      return max(abs(sub(before, after)));
    });
    expect((await difference.data())[0]).toBeLessThan(1e-5);
    difference.dispose();
  });

  test('conserves relevance under EpsilonPlus', async () => {
    const lrp = new LRP(canonical, new EpsilonPlus());
    for (let i = 0; i < 3; i++) {
      const start = performance.now();
      tidy(() => {
        canonical.predict(image);
      });
      const middle = performance.now();
      const explanation = await analyze(image, lrp);
      console.log('forward', middle - start, 'lrp', performance.now() - middle);
      const total = tidy(() => sum(explanation.val));
      console.log((await total.data())[0]);
      total.dispose();
      explanation.dispose();
    }
    const e = await analyze(image, lrp, undefined, { layerwiseRelevances: true });
    for (const [k, v] of Object.entries(e.extras?.layerwiseRelevances as Record<string, Tensor>)) {
      console.info(
        k,
        tidy(() => sum(v).dataSync()[0]),
      );
    }
    e.dispose();
  });
});
