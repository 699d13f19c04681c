import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { type Analyzer, analyze, type Model, UnsupportedLayerError, ValueError } from 'xai-base';
import * as methods from '../src/index';
import { explain, sums } from './support/explain';
import { seeded, setWeights } from './support/layers-models';
import { expectClose, rejection } from './support/tensors';

beforeAll(async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
});

/** Every method that takes images, for a model of images `[4, 4, 3]`. */
const analyzers: Record<string, (model: Model) => Analyzer> = {
  Gradient: (model) => new methods.Gradient(model),
  InputTimesGradient: (model) => new methods.InputTimesGradient(model),
  SmoothGrad: (model) => new methods.SmoothGrad(model, 2, 0.1, { seed: 1 }),
  GuidedBackprop: (model) => new methods.GuidedBackprop(model),
  Deconvnet: (model) => new methods.Deconvnet(model),
  DeepLift: (model) => new methods.DeepLift(model),
  IntegratedGradients: (model) => new methods.IntegratedGradients(model, 4),
  'IntegratedGradients to a tolerance': (model) => new methods.IntegratedGradients(model, { tolerance: 0.01 }),
  Occlusion: (model) => new methods.Occlusion(model, [2, 2, 3]),
  FeatureAblation: (model) => new methods.FeatureAblation(model),
};

const image = (dtype: 'int32' | 'bool' | 'float32') =>
  tf.tensor(
    Array.from({ length: 48 }, (_, at) => (dtype === 'bool' ? at % 2 : 5 * at)),
    [1, 4, 4, 3],
    dtype,
  );

const network = () => {
  const maps = tfl.layers.conv2d({
    filters: 2,
    kernelSize: 2,
    activation: 'relu',
    inputShape: [4, 4, 3],
    name: 'maps',
  });
  return seeded(tfl.sequential({ layers: [maps, tfl.layers.flatten(), tfl.layers.dense({ units: 2 })] }));
};

describe.each(['int32', 'bool'] as const)('an image of %s', (dtype) => {
  test('is to a layers model what its numbers are, for every method', async () => {
    const model = network();
    const [input, numbers] = [image(dtype), tf.tidy(() => tf.cast(image(dtype), 'float32').clone())];
    const cams = [methods.GradCAM, methods.GradCAMPlusPlus, methods.LayerCAM, methods.GuidedGradCAM].map(
      (Cam) => (Cam as typeof methods.GradCAM).at(model, 'maps') as Analyzer,
    );
    const all = [...Object.values(analyzers).map((make) => make(model)), ...cams];
    for (const analyzer of all) {
      const read = await explain(input, analyzer, 1);
      expectClose(read.val, (await explain(numbers, analyzer, 1)).val);
    }
    tf.dispose([input, numbers]);
    model.dispose();
  });

  test('is to a function that takes none explained as float32, or refused by an error that says to cast', async () => {
    const filter = tf.ones([2, 2, 3, 2]) as tf.Tensor4D;
    const model = (x: tf.Tensor) => tf.sum(tf.conv2d(x as tf.Tensor4D, filter, 1, 'same'), [1, 2]);
    const input = image(dtype);
    for (const [name, make] of Object.entries(analyzers)) {
      if (name === 'Occlusion' || name === 'FeatureAblation') {
        const error = await rejection(analyze(input, make(model)));
        expect(error).toBeInstanceOf(ValueError);
        expect(error.message).toBe(
          `input is ${dtype}, which the model does not take; expected float32: tf.cast(input, 'float32').`,
        );
      } else expect((await explain(input, make(model), 1)).shape).toEqual([1, 4, 4, 3]);
    }
    tf.dispose([input, filter]);
  });
});

test('references between whole numbers are as given', async () => {
  const model = (x: tf.Tensor) => tf.sum(x, 1, true);
  const [input, inputRef] = [tf.tensor2d([[1, 2]], [1, 2], 'int32'), tf.tensor2d([[0.5, 0.5]])];
  const all = [
    new methods.IntegratedGradients(model, 4),
    new methods.IntegratedGradients(model, { tolerance: 0.01 }),
    new methods.DeepLift(model),
    new methods.Occlusion((x: tf.Tensor) => model(tf.cast(x, 'float32')), [1]),
    new methods.FeatureAblation((x: tf.Tensor) => model(tf.cast(x, 'float32'))),
  ];
  for (const analyzer of all) {
    const read = await explain(input, analyzer, 0, { inputRef });
    expectClose(read.val, [0.5, 1.5]);
    expectClose(sums(read), [2]);
  }
  tf.dispose([input, inputRef]);
});

describe('token indices', () => {
  const words = () => {
    const embedding = tfl.layers.embedding({ inputDim: 4, outputDim: 1, inputLength: 2, name: 'words' });
    const model = tfl.sequential({
      layers: [embedding, tfl.layers.flatten(), tfl.layers.dense({ units: 1, useBias: false })],
    });
    return setWeights(model, [tf.tensor2d([[100], [1], [2], [3]]), tf.ones([2, 1])]);
  };

  test('are not mixed with noise or with one another; inside of the embedding they are', async () => {
    const model = words();
    const tokens = tf.tensor2d([[1, 2]], [1, 2], 'int32');
    const inside = new methods.TokenAttribution(model, (embedded) => new methods.InputTimesGradient(embedded));
    const occlusion = new methods.Occlusion(model, [1]);
    for (const analyzer of [inside, occlusion, new methods.NoiseAugmentation(inside, 2)]) {
      for (const augmented of [
        new methods.NoiseAugmentation(analyzer as Analyzer, 5, 0.1, { seed: 1 }),
        new methods.InterpolationAugmentation(analyzer as Analyzer, 4),
      ]) {
        const error = await rejection(analyze(tokens, augmented));
        expect(error).toBeInstanceOf(UnsupportedLayerError);
        expect(error.message).toContain('Layer words (Embedding) reads token indices');
        expect(error.message).toContain('new TokenAttribution(model, (embedded) => new SmoothGrad(embedded))');
      }
    }
    const smoothed = new methods.TokenAttribution(
      model,
      (embedded) => new methods.NoiseAugmentation(new methods.Gradient(embedded), 3, 0.1, { seed: 1 }),
    );
    expectClose((await explain(tokens, smoothed)).val, [1, 1]);
    tokens.dispose();
    model.dispose();
  });

  test('have no way to them from a background', async () => {
    const model = words();
    const [tokens, background] = [tf.tensor2d([[1, 2]], [1, 2], 'int32'), tf.tensor2d([[0, 0]])];
    const error = await rejection(analyze(tokens, new methods.GradientSHAP(model, background)));
    expect(error.message).toContain('there is nothing; GradientSHAP goes from references to the input');
    tf.dispose([tokens, background]);
    model.dispose();
  });

  test('have whole references', async () => {
    const model = words();
    const tokens = tf.tensor2d([[1, 2]], [1, 2], 'int32');
    const [padding, fraction] = [tf.tensor2d([[3, 3]]), tf.tensor2d([[0.5, 3]])];
    expectClose((await explain(tokens, new methods.Occlusion(model, [1]), 0, { inputRef: padding })).val, [-2, -1]);
    const error = await rejection(analyze(tokens, new methods.Occlusion(model, [1]), 0, { inputRef: fraction }));
    expect(error).toBeInstanceOf(ValueError);
    expect(error.message).toBe('inputRef holds 0.5; expected whole numbers, as the model reads indices.');
    tf.dispose([tokens, padding, fraction]);
    model.dispose();
  });
});

test('what is no analyzer cannot be augmented', () => {
  for (const nothing of [null, undefined, 5, {}, (x: tf.Tensor) => x]) {
    for (const Augmented of [methods.NoiseAugmentation, methods.InterpolationAugmentation]) {
      expect(() => new Augmented(nothing as never)).toThrow(ValueError);
      expect(() => new Augmented(nothing as never)).toThrow('expected an Analyzer, such as new Gradient(model)');
    }
  }
});
