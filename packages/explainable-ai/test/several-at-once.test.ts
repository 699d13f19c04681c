import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { analyze, JoinedInputs, type ModelOfSeveral, ShapeError, ValueError } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import { DeepLift, FeatureAblation, Gradient, IntegratedGradients, SmoothGrad } from '../src';

const shapes = { picture: [4, 4, 1], age: [3] } as const;
const wave = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, at) => Math.sin(seed + 1.3 * at));
const valuesOf = (tensor: tf.Tensor) => Array.from(tensor.dataSync());
const sumOf = (tensors: Record<string, tf.Tensor>, sample: number) =>
  Object.values(tensors).reduce((sum, one) => {
    const size = one.size / one.shape[0];
    return (
      sum +
      valuesOf(one)
        .slice(sample * size, (sample + 1) * size)
        .reduce((total, value) => total + value, 0)
    );
  }, 0);

describeBackends('several inputs explained at once', () => {
  let inputs: { picture: tf.Tensor; age: tf.Tensor };
  let layers: tfl.LayersModel;
  const joint = new JoinedInputs(shapes);

  beforeEach(() => {
    inputs = { picture: tf.tensor4d(wave(32, 1), [2, 4, 4, 1]), age: tf.tensor2d(wave(6, 2), [2, 3]) };
    const [picture, age] = [tfl.input({ shape: [4, 4, 1], name: 'picture' }), tfl.input({ shape: [3], name: 'age' })];
    const maps = tfl.layers
      .conv2d({ filters: 2, kernelSize: 3, activation: 'tanh' })
      .apply(picture) as tfl.SymbolicTensor;
    const flat = tfl.layers.flatten().apply(maps) as tfl.SymbolicTensor;
    const both = tfl.layers.concatenate().apply([flat, age]) as tfl.SymbolicTensor;
    const scores = tfl.layers.dense({ units: 2, activation: 'tanh' }).apply(both) as tfl.SymbolicTensor;
    layers = tfl.model({ inputs: [picture, age], outputs: scores });
  });
  afterEach(() => {
    tf.dispose(inputs);
    layers.dispose();
  });

  const forms: [string, () => ModelOfSeveral][] = [
    ['a layers-model', () => layers],
    [
      'a function',
      () =>
        ({ picture, age }) =>
          layers.predict([picture, age]) as tf.Tensor,
    ],
  ];

  test.each(forms)('are complete together: %s', async (_, model) => {
    const joined = joint.join(inputs);
    for (const make of [IntegratedGradients, DeepLift]) {
      const analyzer = new make(joint.model(model()) as never);
      const explanation = await analyze(joined, analyzer, 1);
      const attributions = joint.split(explanation.val);
      expect([attributions.picture.shape, attributions.age.shape]).toEqual([
        [2, 4, 4, 1],
        [2, 3],
      ]);
      const nothing = tf.zerosLike(joined);
      const [output, reference] = [explanation.output, tf.tidy(() => joint.model(model())(nothing))];
      for (const sample of [0, 1]) {
        const rise = output.dataSync()[2 * sample + 1] - reference.dataSync()[2 * sample + 1];
        expect(sumOf(attributions, sample)).toBeCloseTo(rise, 4);
      }
      tf.dispose([Object.values(attributions), nothing, reference]);
      explanation.dispose();
    }
    joined.dispose();
  });

  test('have the gradients that each has by itself, the others going with the samples', async () => {
    const joined = joint.join(inputs);
    const all = await analyze(joined, new Gradient(joint.model(layers)), 0);
    const found = joint.split(all.val);
    for (const name of ['picture', 'age'] as const) {
      const { [name]: explained, ...furtherInputs } = inputs;
      const alone = await analyze(explained, new Gradient(layers), 0, { furtherInputs });
      valuesOf(found[name]).forEach((value, at) => void expect(value).toBeCloseTo(valuesOf(alone.val)[at], 5));
      alone.dispose();
    }
    for (const analyzer of [new SmoothGrad(joint.model(layers), 3, 0.1), new FeatureAblation(joint.model(layers))])
      (await analyze(joined, analyzer, 0, { seed: 1 })).dispose();
    tf.dispose([Object.values(found), joined]);
    all.dispose();
  });

  test('are refused where they are not those, or of other shapes', () => {
    const { picture, age } = inputs;
    expect(() => joint.join({ picture } as never)).toThrow(ValueError);
    expect(() => joint.join({ picture, age, more: age } as never)).toThrow(ValueError);
    expect(() => joint.join({ picture, age: picture })).toThrow('inputs.age has shape [2,4,4,1]; expected [2, 3].');
    expect(() => joint.split(age)).toThrow(ShapeError);
    expect(() => new JoinedInputs({})).toThrow(ValueError);
    expect(() => new JoinedInputs({ x: [-1] })).toThrow('the shape of a sample of each input by its name');
  });
});
