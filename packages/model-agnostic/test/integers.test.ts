import '@tensorflow/tfjs-backend-cpu';
import { cast, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { explainImage, explainTabular, gridSegments, type MethodSettings } from '../src';

const methods: MethodSettings[] = [
  { method: 'RISE', masks: 20, keepProbability: 0.5, featureResolution: 2, seed: 1 },
  { method: 'LIME', samples: 20, segmenter: gridSegments(2), background: 0, seed: 1 },
  { method: 'KernelSHAP', segmenter: gridSegments(2), background: 0, seed: 1 },
  { method: 'KernelSHAP', segmenter: gridSegments(2), seed: 1 },
];

it.each(methods)('an image of bytes is explained as its numbers, by $method', async (settings) => {
  const model = sequential({
    layers: [
      layers.conv2d({ filters: 2, kernelSize: 2, inputShape: [4, 4, 3], kernelInitializer: 'ones' }),
      layers.flatten(),
      layers.dense({ units: 2, kernelInitializer: 'glorotNormal' }),
    ],
  });
  const bytes = tensor(
    Array.from({ length: 48 }, (_, at) => (37 * at) % 256),
    [4, 4, 3],
    'int32',
  );
  const numbers = cast(bytes, 'float32');
  const values: number[][] = [];
  for (const image of [bytes, numbers]) {
    const [explanation] = await explainImage(model, image as never, { ...settings, labels: [0] });
    values.push(Array.from(await explanation.val.data()));
    explanation.dispose();
  }
  expect(values[0]).toEqual(values[1]);
  expect(values[0].some((value) => value !== 0)).toBe(true);
  model.dispose();
  bytes.dispose();
  numbers.dispose();
});

it('a row of whole numbers reaches the model as such, if its background is of such', async () => {
  const seen = new Set<string>();
  const model = (x: Tensor) => {
    seen.add(x.dtype);
    return sum(cast(x, 'float32'), 1, true);
  };
  const row = tensor([2, 5], [2], 'int32');
  for (const [trainingData, dtypes] of [
    [[[0, 1]], ['int32']],
    [[[0.5, 1]], ['int32', 'float32']], // the row itself, and what half a number stands in
  ] as const) {
    seen.clear();
    const [explanation] = await explainTabular(model, row, {
      method: 'KernelSHAP',
      mode: 'regression',
      trainingData: trainingData as never,
    });
    expect([...seen]).toEqual(dtypes);
    expect(Array.from(await explanation.val.data())).toEqual([2 - trainingData[0][0], 4]);
    explanation.dispose();
  }
  row.dispose();
});
