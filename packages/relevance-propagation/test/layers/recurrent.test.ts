import { abs, max, sub, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { analyze, RandomStream } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { LRP } from '../../src';
import { InspectedLayer } from '../../src/layers/inspected-layer';
import { layerHandler } from '../../src/layers/registry';
import { randomizeWeights, randomTensor } from '../support/random';

type Layer = InstanceType<typeof layers.Layer>;

const kinds: Record<string, (config: object) => Layer> = {
  SimpleRNN: (config) => layers.simpleRNN({ units: 3, recurrentInitializer: 'zeros', ...config }) as Layer,
  LSTM: (config) => layers.lstm({ units: 3, recurrentInitializer: 'zeros', ...config }) as Layer,
  GRU: (config) => layers.gru({ units: 3, recurrentInitializer: 'zeros', ...config }) as Layer,
};

const forms = [
  { returnSequences: false, goBackwards: false },
  { returnSequences: true, goBackwards: false },
  { returnSequences: false, goBackwards: true },
];

describeBackends('recurrent layers', () => {
  describe.each(Object.entries(kinds))('%s', (type, make) => {
    test.each(forms)('is evaluated as by tfjs-layers: %j', async (form) => {
      const model = sequential({ layers: [make({ inputShape: [4, 2], ...form })] });
      randomizeWeights(model, 2);
      const series = randomTensor([2, 4, 2], new RandomStream(3));
      const difference = tidy(() => {
        const [step] = layerHandler(type)?.(new InspectedLayer(model.layers[0], 1), layerHandler) ?? [];
        return max(abs(sub(step.forward([series]), model.predict(series) as Tensor)));
      });
      expect((await difference.data())[0]).toBeLessThan(1e-6);
      for (const one of [difference, series]) one.dispose();
      model.dispose();
    });

    const ways = forms.flatMap((form) => (['layers', 'operators'] as const).map((way) => ({ ...form, way })));

    test.each(ways)('conserves relevance without biases: %j', async ({ way, ...form }) => {
      const behind = form.returnSequences ? [layers.flatten() as Layer] : [];
      const stack = [make({ inputShape: [4, 2], useBias: false, ...form }), ...behind];
      const model = sequential({ layers: [...stack, layers.dense({ units: 2, useBias: false })] });
      randomizeWeights(model, 2);
      const series = randomTensor([2, 4, 2], new RandomStream(5));
      const traced = (x: Tensor) => model.apply(x) as Tensor;
      const explanation = await analyze(series, new LRP(way === 'layers' ? model : traced), 1);
      const values = await explanation.val.data();
      for (const sample of [0, 1]) {
        const total = Array.from(values)
          .slice(sample * 8, (sample + 1) * 8)
          .reduce((sum, value) => sum + value, 0);
        expect(total).toBeCloseTo(1, 4);
      }
      explanation.dispose();
      series.dispose();
      model.dispose();
    });
  });

  test('a sentence gets a relevance a token', async () => {
    const model = sequential({
      layers: [
        layers.embedding({ inputDim: 10, outputDim: 4, inputLength: 5 }),
        layers.lstm({ units: 3, recurrentInitializer: 'zeros' }),
        layers.dense({ units: 2 }),
      ],
    });
    randomizeWeights(model, 4);
    const tokens = tensor([[1, 5, 3, 9, 0]], [1, 5], 'int32');
    const explanation = await analyze(tokens, new LRP(model));
    expect(explanation.val.shape).toEqual([1, 5]);
    explanation.dispose();
    tokens.dispose();
    model.dispose();
  });

  test('an LSTM of one step and one unit, by hand', async () => {
    // c = i g, h = o tanh(c): all of the relevance goes to g, whose input shares it by contribution
    const model = sequential({
      layers: [layers.lstm({ units: 1, inputShape: [1, 2], useBias: false, recurrentInitializer: 'zeros' })],
    });
    const kernel = tensor([1, 1, 2, 1, 1, 1, 1, 1], [2, 4]);
    const recurrent = tensor([0, 0, 0, 0], [1, 4]);
    model.setWeights([kernel, recurrent]);
    const series = tensor([0.5, 1], [1, 1, 2]);
    const explanation = await analyze(series, new LRP(model));
    const values = await explanation.val.data();
    expect(values[0]).toBeCloseTo(0.5, 5); // 0.5 * 2 of 0.5 * 2 + 1 * 1
    expect(values[1]).toBeCloseTo(0.5, 5);
    for (const one of [explanation, series, kernel, recurrent]) one.dispose();
    model.dispose();
  });

  const wrapped: Record<string, () => Layer[]> = {
    'TimeDistributed(Conv2D)': () => [
      layers.reshape({ inputShape: [4, 12], targetShape: [4, 2, 3, 2] }) as Layer,
      layers.timeDistributed({
        layer: layers.conv2d({ filters: 2, kernelSize: 2, useBias: false, activation: 'relu' }),
      }) as Layer,
      layers.flatten() as Layer,
    ],
    'Bidirectional, concatenated': () =>
      [
        layers.bidirectional({
          layer: kinds.LSTM({ useBias: false }) as never,
          mergeMode: 'concat',
          inputShape: [4, 12],
        }),
      ] as Layer[],
    'Bidirectional, summed sequences': () => [
      layers.bidirectional({
        layer: kinds.SimpleRNN({ useBias: false, returnSequences: true }) as never,
        mergeMode: 'sum',
        inputShape: [4, 12],
      }) as Layer,
      layers.flatten() as Layer,
    ],
  };

  test.each(Object.entries(wrapped))('%s conserves relevance', async (_name, stack) => {
    const model = sequential({ layers: [...stack(), layers.dense({ units: 2, useBias: false })] });
    randomizeWeights(model, 2);
    const series = randomTensor([2, 4, 12], new RandomStream(6));
    const explanation = await analyze(series, new LRP(model), 1, { conservation: true });
    const values = await explanation.val.data();
    for (const sample of [0, 1]) {
      const total = Array.from(values)
        .slice(sample * 48, (sample + 1) * 48)
        .reduce((sum, value) => sum + value, 0);
      expect(total).toBeCloseTo(1, 4);
    }
    explanation.dispose();
    series.dispose();
    model.dispose();
  });
});
