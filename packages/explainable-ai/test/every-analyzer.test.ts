import {
  avgPool,
  dispose,
  relu,
  setBackend,
  slice,
  sum,
  type Tensor,
  type Tensor4D,
  tensor,
  tensor2d,
  zeros,
} from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { AbortError, Analyzer, analyze, IndexError, type Model, ModelError, ShapeError, ValueError } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import * as everything from '../src/index';
import { explain } from './support/explain';
import { convolutional } from './support/nets';
import { expectClose, randomTensor, rejection } from './support/tensors';

const {
  Deconvnet,
  DeepLift,
  FeatureAblation,
  GradCAM,
  GradCAMPlusPlus,
  Gradient,
  GradientSHAP,
  GuidedBackprop,
  GuidedGradCAM,
  InputTimesGradient,
  IntegratedGradients,
  InterpolationAugmentation,
  LayerCAM,
  NoiseAugmentation,
  Occlusion,
  SmoothGrad,
} = everything;

const net = convolutional({ bias: 0.5 });
const features = (x: Tensor) => relu(avgPool(x as Tensor4D, 2, 2, 'same'));

const onFirstBackend = new Map<string, Float32Array>();

let background: Tensor;
let groups: Tensor;

/** Every analyzer of images `[batch, 8, 8, 2]`, for a model, or for that behind some feature layers. */
const analyzers: Record<string, (model: Model) => Analyzer> = {
  Gradient: (model) => new Gradient(model),
  InputTimesGradient: (model) => new InputTimesGradient(model),
  SmoothGrad: (model) => new SmoothGrad(model, 3, 0.2, { seed: 1 }),
  IntegratedGradients: (model) => new IntegratedGradients(model, 3),
  GradientSHAP: (model) => new GradientSHAP(model, background, 3, { seed: 1 }),
  NoiseAugmentation: (model) => new NoiseAugmentation(new GuidedBackprop(model), 3, 0.2, { seed: 1 }),
  InterpolationAugmentation: (model) => new InterpolationAugmentation(new Gradient(model), 3),
  DeepLift: (model) => new DeepLift(model),
  GuidedBackprop: (model) => new GuidedBackprop(model),
  Deconvnet: (model) => new Deconvnet(model),
  GradCAM: (model) => new GradCAM(features, model),
  GradCAMPlusPlus: (model) => new GradCAMPlusPlus(features, model),
  LayerCAM: (model) => new LayerCAM(features, model),
  GuidedGradCAM: (model) => new GuidedGradCAM(features, model),
  Occlusion: (model) => new Occlusion(model, [4, 4, 2]),
  FeatureAblation: (model) => new FeatureAblation(model, groups),
};

/** Whether an analyzer's model begins at the feature maps. */
const takesFeatures = (name: string) => name.includes('CAM');

/** The analyzers that take a reference. */
const comparing = ['IntegratedGradients', 'InterpolationAugmentation', 'DeepLift', 'Occlusion', 'FeatureAblation'];

const bases = ['AblationAnalyzer', 'Augmentation', 'CamAnalyzer', 'GradientAnalyzer'];
const elsewhere = ['TokenAttribution']; // its inputs are tokens; see text/token-attribution.test.ts

test('the table holds every analyzer of the package', () => {
  const exported = Object.entries(everything).filter(
    ([, one]) => typeof one === 'function' && one.prototype instanceof Analyzer,
  );
  const names = exported.map(([name]) => name);
  expect([...Object.keys(analyzers), ...bases, ...elsewhere].sort()).toEqual(names.sort());
});

describeBackends('every analyzer', () => {
  beforeAll(() => {
    background = randomTensor([3, 8, 8, 2], 5);
    groups = tensor([0, 1, 1, 2, 0, 3, 3, 1], [8, 1, 1]);
  });

  afterAll(() => {
    background.dispose();
    groups.dispose();
  });

  describe.each(Object.entries(analyzers))('%s', (name, make) => {
    test('a batch gives the numbers of its samples one by one, in batches of any size', async () => {
      const input = randomTensor([3, 8, 8, 2]);
      const analyzer = make(net);
      const whole = await explain(input, analyzer, [2, 0, 1]);
      const size = whole.val.length / 3;
      expect(whole.outputSelection).toEqual([2, 0, 1]);
      expectClose((await explain(input, analyzer, [2, 0, 1], { batchSize: 2 })).val, whole.val);
      for (const [row, output] of [2, 0, 1].entries()) {
        const sample = slice(input, row, 1);
        const alone = await explain(sample, analyzer, output);
        sample.dispose();
        expectClose(alone.val, whole.val.subarray(row * size, (row + 1) * size));
      }
      input.dispose();
    });

    test('gives the same numbers on every backend', async () => {
      const input = randomTensor([2, 8, 8, 2]);
      const { val } = await explain(input, make(net), 1);
      input.dispose();
      expectClose(val, onFirstBackend.get(name) ?? val);
      onFirstBackend.set(name, val);
    });

    test('hands back what it says, and dispose frees it all', async () => {
      const input = randomTensor([2, 8, 8, 2]);
      const explanation = await analyze(input, make(net));
      expect(explanation.analyzer).toContain(name);
      expect(explanation.input.shape).toEqual(input.shape);
      expect(explanation.output.shape).toEqual([2, 3]);
      expect(explanation.val.shape).toEqual(/CAM/.test(name) && name !== 'GuidedGradCAM' ? [2, 4, 4, 1] : input.shape);
      explanation[Symbol.dispose]();
      expect(input.isDisposed).toBe(false);
      input.dispose();
    });

    test('wrong arguments are typed errors', async () => {
      const analyzer = make(net);
      const cases: [Tensor, number | undefined, new () => Error][] = [
        [zeros([8]), undefined, ShapeError],
        [zeros([0, 8, 8, 2]), undefined, ShapeError],
        [tensor2d([[1, Number.NaN]]), undefined, ValueError],
        [tensor2d([[1, Number.POSITIVE_INFINITY]]), undefined, ValueError],
        [randomTensor([1, 8, 8, 2]), 3, IndexError],
        [randomTensor([1, 8, 8, 2]), -1, ValueError],
      ] as never;
      for (const [input, output, kind] of cases) {
        expect(await rejection(analyze(input, analyzer, output))).toBeInstanceOf(kind);
        input.dispose();
      }
    });

    test('an option that does not exist is a typed error, and a reference is one where there is none to compare with', async () => {
      const input = zeros([1, 8, 8, 2]);
      const analyzer = make(net);
      const misspelt = await rejection(analyze(input, analyzer, 0, { batch_size: 1 } as never));
      expect(misspelt).toBeInstanceOf(ValueError);
      expect(misspelt.message).toMatch(`${analyzer.name} has no option "batch_size"; did you mean batchSize?`);
      const takes = comparing.includes(name);
      const analysis = explain(input, analyzer, 0, { inputRef: input });
      if (takes) expect((await analysis).outputSelection).toEqual([0]);
      else expect((await rejection(analysis)).message).toMatch('has no option "inputRef"');
      input.dispose();
    });

    test('a model that returns no tensor [batch, classes] is a typed error', async () => {
      const input = randomTensor([2, 8, 8, 2]);
      for (const model of [(x: Tensor) => sum(x), () => undefined as never]) {
        expect(await rejection(analyze(input, make(model)))).toBeInstanceOf(ModelError);
      }
      input.dispose();
    });

    test('leaves nothing when the model fails in the middle', async () => {
      const input = randomTensor([2, 8, 8, 2]);
      let calls = 0;
      const failing = (x: Tensor) => {
        const output = net(x);
        calls++;
        if (calls === 2) throw new Error('out of order');
        return output;
      };
      expect((await rejection(analyze(input, make(failing), 0, { batchSize: 1 }))).message).toBe('out of order');
      input.dispose();
    });

    test('explains a model with a fixed batch like the same model without', async () => {
      const input = randomTensor([3, 8, 8, 2]);
      const sample = takesFeatures(name) ? [4, 4, 2] : [8, 8, 2];
      const [free, fixed] = [{ inputShape: sample }, { batchInputShape: [2, ...sample] }].map((shape) =>
        tfl.sequential({ layers: [tfl.layers.flatten(shape), tfl.layers.dense({ units: 3, activation: 'tanh' })] }),
      );
      const weights = free.getWeights().map(({ shape }, index) => randomTensor(shape, index + 1));
      for (const model of [free, fixed]) model.setWeights(weights);
      const expected = await explain(input, make(free), 1);
      expectClose((await explain(input, make(fixed), 1)).val, expected.val);
      dispose([input, ...weights]);
      for (const model of [free, fixed]) model.dispose();
    });

    test('is aborted, and leaves nothing', async () => {
      const input = randomTensor([2, 8, 8, 2]);
      const controller = new AbortController();
      const options = { batchSize: 1, signal: controller.signal, onProgress: () => controller.abort() };
      expect(await rejection(analyze(input, make(net), 0, options))).toBeInstanceOf(AbortError);
      input.dispose();
    });
  });
});

test.each(Object.entries(analyzers))(
  '%s lets the event loop turn: a timer aborts it within a batch',
  async (_, make) => {
    await setBackend('cpu');
    const pixels = randomTensor([4, 8, 8, 2]);
    [background, groups] = [randomTensor([3, 8, 8, 2], 5), tensor([0, 1, 1, 2, 0, 3, 3, 1], [8, 1, 1])];
    let calls = 0;
    const slow = (x: Tensor) => {
      calls++;
      const start = performance.now();
      while (performance.now() - start < 50); // longer than a turn, however fast the machine
      return net(x);
    };
    const controller = new AbortController();
    const started = analyze(pixels, make(slow), 0, { batchSize: 1, signal: controller.signal });
    setTimeout(() => controller.abort(), 0);
    expect(await rejection(started)).toBeInstanceOf(AbortError);
    expect(calls).toBeLessThanOrEqual(3); // of at least four
    for (const one of [pixels, background, groups]) one.dispose();
  },
);

test.each(['Occlusion', 'FeatureAblation', 'SmoothGrad', 'IntegratedGradients'])(
  '%s lets the event loop turn between the variants of one sample',
  async (name) => {
    await setBackend('cpu');
    const pixels = randomTensor([1, 8, 8, 2]);
    groups = tensor([0, 1, 1, 2, 0, 3, 3, 1], [8, 1, 1]);
    let calls = 0;
    const slow = (x: Tensor) => {
      calls++;
      const start = performance.now();
      while (performance.now() - start < 50); // longer than a turn, however fast the machine
      return net(x);
    };
    const controller = new AbortController();
    const started = analyze(pixels, analyzers[name](slow), 0, { batchSize: 1, signal: controller.signal });
    setTimeout(() => controller.abort(), 0);
    expect(await rejection(started)).toBeInstanceOf(AbortError);
    expect(calls).toBeLessThanOrEqual(2); // of at least four
    for (const one of [pixels, groups]) one.dispose();
  },
);
