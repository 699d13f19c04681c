import { dispose, slice, type Tensor, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {
  analyze,
  type Executor,
  eagerExecutor,
  IndexError,
  LayerNotFoundError,
  type Model,
  ModelError,
  UnsupportedLayerError,
} from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { IntegratedGradients } from '../../src/augmentations/integrated-gradients';
import { NoiseAugmentation } from '../../src/augmentations/noise-augmentation';
import { SmoothGrad } from '../../src/augmentations/smooth-grad';
import { DeepLift } from '../../src/backpropagation/deep-lift';
import { Gradient } from '../../src/gradients/gradient';
import { InputTimesGradient } from '../../src/gradients/input-times-gradient';
import { FeatureAblation } from '../../src/perturbation/feature-ablation';
import { TokenAttribution } from '../../src/text/token-attribution';
import { explain, type Read, sums } from '../support/explain';
import { seeded, setWeights } from '../support/layers-models';
import { expectClose, randomTensor, rejection } from '../support/tensors';

const { embedding, lstm, dense, flatten, globalAveragePooling1d, timeDistributed } = tfl.layers;

const recurrent = () =>
  seeded(
    tfl.sequential({
      layers: [
        embedding({ inputDim: 10, outputDim: 4, inputLength: 5 }),
        lstm({ units: 4, recurrentInitializer: 'glorotUniform' }), // the default one needs the package `@tensorflow/tfjs`
        dense({ units: 3 }),
      ],
    }),
  );

const masked = () =>
  seeded(
    tfl.sequential({
      layers: [
        embedding({ inputDim: 10, outputDim: 4, inputLength: 5, maskZero: true }),
        timeDistributed({ layer: dense({ units: 3, activation: 'tanh' }) }),
        globalAveragePooling1d({}),
        dense({ units: 3 }),
      ],
    }),
  );

const maskedRecurrent = () =>
  seeded(
    tfl.sequential({
      layers: [
        embedding({ inputDim: 10, outputDim: 4, inputLength: 5, maskZero: true }),
        lstm({ units: 4, recurrentInitializer: 'glorotUniform' }),
        dense({ units: 3 }),
      ],
    }),
  );

const tokens = () =>
  tensor2d(
    [
      [1, 2, 3, 4, 5],
      [9, 8, 7, 0, 0],
    ],
    [2, 5],
    'int32',
  );

describeBackends('TokenAttribution', () => {
  test('by hand: the attributions of the dimensions are added up, of a sensitivity it is the norm', async () => {
    const model = setWeights(
      tfl.sequential({
        layers: [
          embedding({ inputDim: 3, outputDim: 2, inputLength: 2 }),
          flatten(),
          dense({ units: 2, useBias: false }),
        ],
      }),
      [
        tensor2d([
          [1, 2],
          [3, -1],
          [0, 4],
        ]),
        tensor2d([
          [3, 0],
          [4, 0],
          [1, 1],
          [0, -1],
        ]),
      ],
    );
    const input = tensor2d(
      [
        [0, 1],
        [2, 2],
      ],
      [2, 2],
      'int32',
    );
    const products = await explain(
      input,
      new TokenAttribution(model, (embedded) => new InputTimesGradient(embedded)),
      [0, 1],
    );
    expect(products.shape).toEqual([2, 2]);
    expectClose(products.val, [1 * 3 + 2 * 4, 3 * 1 + 0, 0, -4]);
    const sensitivity = new TokenAttribution(model, (embedded) => new Gradient(embedded));
    expect([sensitivity.name, sensitivity.heatmap]).toEqual(['TokenAttribution(Gradient)', 'sensitivity']);
    expectClose((await explain(input, sensitivity, [0, 1])).val, [5, 1, 0, Math.SQRT2]);
    input.dispose();
    model.dispose();
  });

  test.each([
    ['an embedding into an LSTM', recurrent],
    ['a masked embedding into pooling', masked],
    ['a masked embedding into an LSTM', maskedRecurrent],
  ])('integration over the embedding is complete: %s', async (_name, build) => {
    const [model, input] = [build(), tokens()];
    const integrated = new TokenAttribution(model, (embedded) => new IntegratedGradients(embedded, 40));
    const padding = tensor2d([[6, 6, 6, 6, 6]], [1, 5], 'int32');
    const each = tensor2d(
      [
        [6, 6, 6, 6, 6],
        [5, 4, 3, 0, 0],
      ],
      [2, 5],
      'int32',
    );
    for (const inputRef of [padding, each]) {
      const read = await explain(input, integrated, [2, 0], { inputRef });
      for (const error of read.extras.completenessError as number[]) expect(error).toBeLessThan(1e-4);
      // a mask stays that of the input's tokens: without one, f(x0) is what the model says of the reference tokens
      if (build === recurrent) expectClose(sums(read), await differences(model, read, inputRef), 1e-3);
      expect(read.val.every(Number.isFinite)).toBe(true);
    }
    const single = slice(input, 1, 1);
    const alone = await explain(single, integrated, 0, { inputRef: padding });
    const both = await explain(input, integrated, [2, 0], { inputRef: padding });
    expectClose(both.val.subarray(5), alone.val);
    if (build === maskedRecurrent) expectClose(alone.val.subarray(3), [0, 0]); // padding says nothing
    dispose([input, padding, each, single]);
    model.dispose();
  });

  test('takes any gradient method, in batches, and reports progress', async () => {
    const [model, input] = [recurrent(), tokens()];
    for (const method of [
      (embedded: Model) => new SmoothGrad(embedded, 4, 0.1, { seed: 1 }),
      (embedded: Model) => new DeepLift(embedded),
    ]) {
      const analyzer = new TokenAttribution(model, method);
      const shares: number[] = [];
      const once = await explain(input, analyzer, 1, { onProgress: ({ done, total }) => shares.push(done / total) });
      expect(shares.at(-1)).toBe(1);
      expectClose((await explain(input, analyzer, 1, { batchSize: 1 })).val, once.val);
    }
    expect((await explain(input, new FeatureAblation(model))).shape).toEqual([2, 5]);
    input.dispose();
    model.dispose();
  });

  test('a gradient is one run of an executor, of a batch of tokens with what the model reads besides', async () => {
    const [model, input] = [masked(), tokens()];
    const runs: number[][][] = [];
    const executor: Executor = {
      name: 'watched',
      run(program, inputs) {
        runs.push(inputs.map(({ shape }) => shape));
        return eagerExecutor.run(program, inputs);
      },
    };
    for (const method of [Gradient, InputTimesGradient]) {
      const analyzer = new TokenAttribution(model, (embedded) => new method(embedded));
      const augmented = new TokenAttribution(model, (embedded) => new NoiseAugmentation(new method(embedded), 2, 0));
      const explanation = await analyze(input, analyzer, undefined, { executor });
      expect(explanation).toMatchObject({
        analyzer: analyzer.name,
        heatmap: analyzer.heatmap,
        extras: { unit: analyzer.unit },
      });
      expect(runs.splice(0)).toEqual([[[2, 5]]]);
      expectClose(explanation.val.dataSync(), (await explain(input, augmented)).val);
      explanation.dispose();
      await explain(input, analyzer, undefined, { executor, batchSize: 1 });
      expect(runs.splice(0)).toEqual([[[1, 5]], [[1, 5]]]);
    }
    input.dispose();
    model.dispose();
  });

  test.each([
    ['in one run of an executor', Gradient, 'input'],
    ['from the embedding on', IntegratedGradients, 'input'],
    ['of the tokens it is compared with', IntegratedGradients, 'inputRef'],
  ])('a token whose embedding holds NaN is named: %s', async (_name, Method, argument) => {
    const model = setWeights(
      tfl.sequential({
        layers: [
          embedding({ inputDim: 3, outputDim: 2, inputLength: 2, name: 'words' }),
          flatten(),
          dense({ units: 1, useBias: false }),
        ],
      }),
      [
        tensor2d([
          [1, 2],
          [3, -1],
          [0, Number.NaN],
        ]),
        tensor2d([[1], [1], [1], [1]]),
      ],
    );
    const analyzer = new TokenAttribution(model, (embedded) => new Method(embedded));
    const read = (ids: number[]) => tensor2d(ids, [2, 2], 'int32');
    const [whole, broken] = [read([0, 1, 1, 0]), read([0, 1, 1, 2])];
    (await analyze(whole, analyzer)).dispose();
    const error = await rejection(
      argument === 'input' ? analyze(broken, analyzer) : analyze(whole, analyzer, undefined, { inputRef: broken }),
    );
    expect(error).toBeInstanceOf(ModelError);
    expect(error.message).toBe(
      `Layer words (Embedding) makes NaN of token 2 in sample 1 of ${argument}; expected finite numbers: see its weights.`,
    );
    dispose([whole, broken]);
    model.dispose();
  });

  test('NaN behind the embedding is not its fault, and of another layer the sample is named', async () => {
    const own = dense({ units: 1, inputShape: [2, 1], name: 'own', useBias: false });
    const model = tfl.sequential({ layers: [own, flatten(), dense({ units: 1, useBias: false })] });
    const input = tensor3d([[[1], [2]]]);
    const analyzer = new TokenAttribution(model, (embedded) => new Gradient(embedded), { layer: 'own' });
    const failure = async (first: number, last: number) => {
      setWeights(model, [tensor2d([[first]]), tensor2d([[last], [last]])]);
      return (await rejection(analyze(input, analyzer))).message;
    };
    expect(await failure(1, Number.NaN)).toMatch(/^The model's output is NaN/);
    expect(await failure(Number.POSITIVE_INFINITY, 1)).toMatch(
      /^Layer own \(Dense\) makes Infinity of sample 0 of input/,
    );
    input.dispose();
    model.dispose();
  });

  test('an output that does not exist leaves nothing behind', async () => {
    const [model, input] = [recurrent(), tokens()];
    const analyzer = new TokenAttribution(model, (embedded) => new Gradient(embedded));
    expect(await rejection(analyze(input, analyzer, 3))).toBeInstanceOf(IndexError);
    input.dispose();
    model.dispose();
  });
});

test('a plain gradient of tokens is refused early, naming the layer and the way out', async () => {
  const [model, input] = [recurrent(), tokens()];
  for (const analyzer of [new Gradient(model), new IntegratedGradients(model, 3), new DeepLift(model)]) {
    const error = await rejection(analyze(input, analyzer));
    expect(error).toBeInstanceOf(UnsupportedLayerError);
    expect(error.message).toMatch(/Layer embedding\S* \(Embedding\) reads token indices/);
    expect(error.message).toContain('TokenAttribution');
  }
  input.dispose();
  model.dispose();
});

test('a model without an embedding is refused, unless a layer is named', async () => {
  const model = seeded(
    tfl.sequential({
      layers: [dense({ units: 4, inputShape: [5, 2], name: 'own' }), flatten(), dense({ units: 2, name: 'classes' })],
    }),
  );
  const method = (embedded: Model) => new InputTimesGradient(embedded);
  expect(() => new TokenAttribution(model, method)).toThrow(UnsupportedLayerError);
  expect(() => new TokenAttribution(model, method, { layer: 'none' })).toThrow(LayerNotFoundError);
  const input = randomTensor([1, 5, 2]);
  const named = await explain(input, new TokenAttribution(model, method, { layer: 'own' }));
  expect(named.shape).toEqual([1, 5]);
  input.dispose();
  model.dispose();
});

/** `f(x) - f(x0)` of the outputs 2 and 0 of the samples. */
async function differences(model: tfl.LayersModel, { output }: Read, inputRef: Tensor): Promise<number[]> {
  const atReference = model.predict(inputRef) as Tensor;
  const values = await atReference.data();
  const last = inputRef.shape[0] - 1;
  atReference.dispose();
  return [output[2] - values[2], output[3] - values[last * 3]];
}
