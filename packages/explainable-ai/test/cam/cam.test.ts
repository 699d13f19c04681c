import {
  avgPool,
  mean,
  mul,
  relu,
  reverse,
  slice,
  square,
  sum,
  type Tensor,
  type Tensor4D,
  tensor2d,
  tensor4d,
  zeros,
} from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import {
  analyze,
  deserialize,
  LayerNotFoundError,
  ModelError,
  NoGradientError,
  ShapeError,
  serialize,
  ValueError,
} from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { NoiseAugmentation } from '../../src/augmentations/noise-augmentation';
import { GuidedBackprop } from '../../src/backpropagation/guided-backprop';
import { GradCAM } from '../../src/cam/grad-cam';
import { GradCAMPlusPlus } from '../../src/cam/grad-cam-plus-plus';
import { GuidedGradCAM } from '../../src/cam/guided-grad-cam';
import { LayerCAM } from '../../src/cam/layer-cam';
import { explain } from '../support/explain';
import { residualNet } from '../support/layers-models';
import { convolutional } from '../support/nets';
import { expectClose, randomTensor, rejection } from '../support/tensors';

type Maps = readonly (readonly number[])[]; // [features][places]

/** An adaptation with a gradient that is known: `sum_k w_k mean(A_k^2) / 2`, so dy/dA_k at a place is `w_k A_k / places`. */
const adaptation = (weights: number[]) => (maps: Tensor) =>
  sum(mul(mul(mean(square(maps), [1, 2]), 0.5), weights), 1, true);

const identity = (x: Tensor) => mul(x, 1);

/** The formulas of the papers, in float64. `maps` and `gradients` are `[features][places]`. */
const formulas = {
  GradCAM: (maps: Maps, gradients: Maps) =>
    combine(maps, (k) => constant(gradients[k].reduce((total, g) => total + g, 0) / gradients[k].length)),
  LayerCAM: (maps: Maps, gradients: Maps) => combine(maps, (k) => (place) => Math.max(0, gradients[k][place])),
  GradCAMPlusPlus: (maps: Maps, gradients: Maps) =>
    combine(maps, (k) => {
      const total = maps[k].reduce((all, a) => all + a, 0);
      const weight = gradients[k].reduce((all, g) => {
        const denominator = 2 * g ** 2 + g ** 3 * total;
        return all + (denominator === 0 ? 0 : g ** 2 / denominator) * Math.max(0, g);
      }, 0);
      return constant(weight);
    }),
};

const analyzers = { GradCAM, GradCAMPlusPlus, LayerCAM };

describeBackends('class activation maps', () => {
  test('GradCAM by hand', async () => {
    // two maps; the output is their means, weighted by 2 and -1: alpha = 1/2 and -1/4
    const image = tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2]);
    const weigh = (maps: Tensor) => sum(mul(mean(maps, [1, 2]), [2, -1]), 1, true);
    const { val, shape } = await explain(image, new GradCAM(identity, weigh));
    const signed = await explain(
      image,
      new GradCAM(identity, (maps: Tensor) => mul(weigh(maps), -1), { signed: true }),
    );
    image.dispose();
    expect(shape).toEqual([1, 2, 2, 1]);
    expectClose(val, [0, 0.5, 1, 1.5]);
    expectClose(signed.val, [0, -0.5, -1, -1.5]);
  });

  test.each(Object.keys(analyzers) as (keyof typeof analyzers)[])(
    '%s follows the formula of its paper',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), async (seed) => {
          const image = randomTensor([1, 3, 2, 4], seed);
          const weights = [3, -2, 1, 0];
          const { val } = await explain(image, new analyzers[name](identity, adaptation(weights)));
          const values = image.dataSync();
          image.dispose();
          const maps = weights.map((_, k) => Array.from({ length: 6 }, (_, place) => values[place * 4 + k]));
          const gradients = maps.map((map, k) => map.map((a) => (weights[k] * a) / 6));
          expectClose(val, formulas[name](maps, gradients), 1e-4);
        }),
        { numRuns: 10 },
      );
    },
  );

  test.each([GradCAM, GradCAMPlusPlus, LayerCAM])('%p: maps of zeros give 0, never NaN', async (Method) => {
    const image = zeros([2, 3, 3, 2]);
    for (const model of [adaptation([1, -1]), (maps: Tensor) => sum(maps, [1, 2])]) {
      const { val } = await explain(image, new Method(identity, model));
      expect(Array.from(val, Math.abs)).toEqual(new Array(18).fill(0));
    }
    image.dispose();
  });

  test('GradCAMPlusPlus stays finite where the denominator vanishes', async () => {
    const image = tensor4d([-1, -1], [1, 1, 2, 1]); // 2 + g sum(A) = 0 for g = 1
    const { val } = await explain(image, new GradCAMPlusPlus(identity, (maps: Tensor) => sum(maps, [1, 2])));
    image.dispose();
    expect(Array.from(val, Math.abs)).toEqual([0, 0]);
  });

  test('GuidedGradCAM is the product of both, the map enlarged', async () => {
    const net = convolutional();
    const image = randomTensor([2, 8, 8, 2]);
    const half = (x: Tensor) => slice(x, [0, 0, 0, 0], [-1, 4, 4, -1]);
    const rest = (maps: Tensor) => sum(relu(maps), [1, 2]);
    const guided = await explain(image, new GuidedGradCAM(half, rest), 1);
    const map = await explain(image, new GradCAM(half, rest), 1);
    const fine = await explain(image, new GuidedBackprop((x: Tensor) => rest(half(x))), 1);
    const enlarged = fine.val.map((value, at) => {
      const [row, y, x] = [Math.floor(at / 128), Math.floor(at / 16) % 8, Math.floor(at / 2) % 8];
      return value * map.val[row * 16 + Math.floor(y / 2) * 4 + Math.floor(x / 2)];
    });
    expectClose(guided.val, enlarged);
    expect(new GuidedGradCAM(identity, net).heatmap).toBe('attribution');
    image.dispose();
  });

  test('two models give what one cut at the layer gives: by name and by index', async () => {
    const model = tfl.sequential({
      layers: [
        tfl.layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu', inputShape: [6, 6, 1], name: 'maps' }),
        tfl.layers.flatten(),
        tfl.layers.dense({ units: 2 }),
      ],
    });
    const image = randomTensor([2, 6, 6, 1]);
    const [features, ...rest] = model.layers;
    const classify = (maps: Tensor) => rest.reduce((x, layer) => layer.apply(x) as Tensor, maps);
    const expected = await explain(image, new GradCAM((x: Tensor) => features.apply(x) as Tensor, classify));
    for (const layer of ['maps', 0, -3]) {
      expectClose((await explain(image, GradCAM.at(model, layer))).val, expected.val);
    }
    image.dispose();
    model.dispose();
  });

  test('the gradient takes every way past the layer, into nested models', async () => {
    // the model adds the maps of its layer to those of the layer before
    const model = residualNet();
    const image = randomTensor([2, 6, 6, 2]);
    for (const layer of ['stem', 'body/inner', 'body', 'sum']) {
      const { val, shape } = await explain(image, GradCAM.at(model, layer, { signed: true }), 1);
      expect(shape).toEqual([2, 6, 6, 1]);
      expect(val.some((value) => value !== 0)).toBe(true);
    }
    const inner = await explain(image, GradCAM.at(model, 'body/inner'));
    expectClose((await explain(image, GradCAM.at(model, 'body'))).val, inner.val); // the nested model's last layer
    image.dispose();
    model.dispose();
  });

  test('a series has a map over time', async () => {
    const model = tfl.sequential({
      layers: [
        tfl.layers.conv1d({ filters: 3, kernelSize: 3, activation: 'relu', inputShape: [8, 2] }),
        tfl.layers.globalAveragePooling1d({}),
        tfl.layers.dense({ units: 2 }),
      ],
    });
    const series = randomTensor([2, 8, 2]);
    for (const analyzer of [GradCAM.at(model, 0), GradCAMPlusPlus.at(model, 0), LayerCAM.at(model, 0)]) {
      expect((await explain(series, analyzer)).shape).toEqual([2, 6, 1]);
    }
    expect((await explain(series, GuidedGradCAM.at(model, 0))).shape).toEqual([2, 8, 2]);
    series.dispose();
    model.dispose();
  });
});

test('a layers model of a fixed batch takes any number of samples', async () => {
  const { conv2d, globalAveragePooling2d, dense } = tfl.layers;
  const layers = (batch: number | null) => [
    conv2d({ filters: 3, kernelSize: 3, activation: 'relu', batchInputShape: [batch, 6, 6, 1], name: 'maps' }),
    globalAveragePooling2d({}),
    dense({ units: 2 }),
  ];
  const [free, fixed] = [null, 2].map((batch) => tfl.sequential({ layers: layers(batch) }));
  fixed.setWeights(free.getWeights());
  for (const count of [1, 2, 5]) {
    const images = randomTensor([count, 6, 6, 1]);
    for (const make of [
      (model: tfl.LayersModel) => GradCAM.at(model, 'maps'),
      (model: tfl.LayersModel) => LayerCAM.at(model, 'maps'),
    ]) {
      const [one, other] = [await explain(images, make(free), 1), await explain(images, make(fixed), 1)];
      expectClose(other.val, one.val);
      expectClose(other.output, one.output);
      expect(other.extras).toEqual(one.extras);
    }
    images.dispose();
  }
  free.dispose();
  fixed.dispose();
});

describe('where the cells look', () => {
  const lenet = () => {
    const { conv2d, maxPooling2d, flatten, dense } = tfl.layers;
    const drawn = (seed: number) => ({ kernelInitializer: tfl.initializers.glorotUniform({ seed }) });
    return tfl.sequential({
      layers: [
        conv2d({
          filters: 2,
          kernelSize: 5,
          padding: 'same',
          activation: 'relu',
          inputShape: [14, 14, 1],
          name: 'first',
          ...drawn(1),
        }),
        maxPooling2d({ poolSize: 2, name: 'half' }),
        conv2d({ filters: 3, kernelSize: 3, activation: 'relu', name: 'second', ...drawn(2) }),
        flatten({ name: 'flat' }),
        dense({ units: 2, ...drawn(3) }),
      ],
    });
  };
  const second = { begin: [-2, -2], stride: [2, 2], size: [10, 10] };

  test('is found in a layers model, and stays after the model has run; a batch says it once', async () => {
    const [model, images] = [lenet(), randomTensor([3, 14, 14, 1])];
    for (const [layer, field] of Object.entries({
      first: { begin: [-2, -2], stride: [1, 1], size: [5, 5] },
      half: { begin: [-2, -2], stride: [2, 2], size: [6, 6] },
      second,
    })) {
      const analyzer = LayerCAM.at(model, layer);
      for (const options of [{}, { batchSize: 2 }]) {
        expect((await explain(images, analyzer, 0, options)).extras).toEqual({ receptiveField: field });
      }
    }
    images.dispose();
    model.dispose();
  });

  test('is found in functions, for inputs of each size; and is carried on by noise and by a file', async () => {
    const features = (x: Tensor) => relu(avgPool(x as Tensor4D, [2, 4], [2, 4], 'same'));
    const analyzer = new GradCAM(features, (maps: Tensor) => mean(maps, [1, 2]));
    const field = (across: number) => ({ receptiveField: { begin: [0, across], stride: [2, 4], size: [2, 4] } });
    const [even, odd] = [randomTensor([1, 8, 8, 2]), randomTensor([1, 8, 6, 2])];
    expect((await explain(even, analyzer)).extras).toEqual(field(0));
    expect((await explain(odd, analyzer)).extras).toEqual(field(-1));
    const noisy = new NoiseAugmentation(analyzer, 3, 0.1, { seed: 5 });
    expect((await explain(even, noisy)).extras).toEqual({ seed: 5, ...field(0) });
    const explanation = await analyze(even, analyzer);
    const read = deserialize(await serialize(explanation));
    expect(read.extras).toEqual(field(0));
    for (const one of [read, explanation, even, odd]) one.dispose();
  });

  test('is as given where it cannot be followed, and unsaid without', async () => {
    const turned = (x: Tensor) => reverse(x, 1);
    const image = randomTensor([1, 4, 4, 2]);
    const sums = (maps: Tensor) => sum(maps, [1, 2]);
    const receptiveField = { begin: [0, 0], stride: [1, 1], size: [1, 1] };
    expect((await explain(image, new GradCAM(turned, sums))).extras).toEqual({});
    expect((await explain(image, new GradCAM(turned, sums, { receptiveField }))).extras).toEqual({ receptiveField });
    const flat = { ...receptiveField, size: [1] };
    expect(await rejection(analyze(image, new GradCAM(turned, sums, { receptiveField: flat })))).toBeInstanceOf(
      ValueError,
    );
    expect(await rejection(analyze(image, new GuidedGradCAM(turned, sums, { placed: true })))).toBeInstanceOf(
      ModelError,
    );
    image.dispose();
  });

  test('GuidedGradCAM can be laid there: linear between the centres, nothing beyond', async () => {
    const model = lenet();
    const image = randomTensor([2, 14, 14, 1]);
    const guided = await explain(image, GuidedGradCAM.at(model, 'second', { placed: true }), 1);
    expect(guided.extras).toEqual({}); // it has the size of the input
    const { val: map } = await explain(image, GradCAM.at(model, 'second'), 1);
    const fine = await explain(image, new GuidedBackprop(model), 1);
    const tent = (place: number, cell: number) => Math.max(0, 1 - Math.abs(place + 0.5 - (2 * cell + 3)) / 2); // centres at 3, 5, ...
    const expected = fine.val.map((value, at) => {
      const [row, y, x] = [Math.floor(at / 196), Math.floor(at / 14) % 14, at % 14];
      let laid = 0;
      for (let cell = 0; cell < 25; cell++) {
        laid += tent(y, Math.floor(cell / 5)) * tent(x, cell % 5) * map[row * 25 + cell];
      }
      return value * laid;
    });
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(1e-4);
    expectClose(guided.val, expected);
    image.dispose();
    model.dispose();
  });
});

describe('typed errors', () => {
  test('an option that there is not; one model where two are wanted; a graph model to cut', () => {
    const wrong = { sign: true } as object;
    expect(() => new GradCAM(identity, identity, wrong)).toThrow('GradCAM has no option "sign"; did you mean signed?');
    expect(() => new GuidedGradCAM(identity, identity, { place: true } as object)).toThrow('did you mean placed?');
    expect(() => new LayerCAM(identity)).toThrow('GradCAM.at(model, name)');
    expect(() => new LayerCAM(undefined as never, identity)).toThrow(ModelError);
    const graph = { execute: identity, predict: identity, executeAsync: identity, inputs: [], outputs: [] };
    for (const model of [graph, undefined, identity]) {
      expect(() => GradCAM.at(model as never, 'maps')).toThrow(ModelError);
      expect(() => GradCAM.at(model as never, 'maps')).toThrow('new GradCAM((x) => graphModel.execute(x, name)');
    }
  });

  test('a model whose output is not [batch, classes]', async () => {
    const { conv2d } = tfl.layers;
    const model = tfl.sequential({
      layers: [
        conv2d({ filters: 3, kernelSize: 1, inputShape: [3, 3, 1], name: 'maps' }),
        conv2d({ filters: 3, kernelSize: 1 }),
      ],
    });
    const image = randomTensor([1, 3, 3, 1]);
    for (const output of [undefined, 0, 1]) {
      for (const analyzer of [GradCAM.at(model, 'maps'), LayerCAM.at(model, 'maps'), GuidedGradCAM.at(model, 'maps')]) {
        expect(await rejection(analyze(image, analyzer, output))).toBeInstanceOf(ModelError);
      }
    }
    image.dispose();
    model.dispose();
  });

  const flat = () =>
    tfl.sequential({
      layers: [tfl.layers.flatten({ inputShape: [2, 2, 1] }), tfl.layers.dense({ units: 3, name: 'dense' })],
    });

  test('a layer without a space', async () => {
    const [model, image] = [flat(), randomTensor([1, 2, 2, 1])];
    const error = await rejection(analyze(image, GradCAM.at(model, 'dense')));
    expect(error).toBeInstanceOf(ShapeError);
    expect(error.message).toContain("The layer's output has shape [1,3]; expected feature maps");
    image.dispose();
    model.dispose();
  });

  test('an input that does not fit the layers model', async () => {
    const [model, image] = [residualNet(), randomTensor([1, 5, 6, 2])];
    const error = await rejection(analyze(image, GradCAM.at(model, 'stem')));
    expect(error).toBeInstanceOf(ShapeError);
    expect(error.message).toContain('input has shape [1, 5, 6, 2]; the model expects [any, 6, 6, 2]');
    image.dispose();
    model.dispose();
  });

  test('a layer that is not there', () => {
    const model = flat();
    expect(() => GradCAM.at(model, 'conv')).toThrow(LayerNotFoundError);
    expect(() => GradCAM.at(model, 7)).toThrow('Layer 7 is not in the model. Its layers: ');
    model.dispose();
  });

  test('one model in the place of two', () => {
    expect(() => new GradCAM(identity)).toThrow(ModelError);
  });

  test('asynchronous halves', async () => {
    const image = tensor2d([[1, 2]]);
    const error = await rejection(analyze(image, new GradCAM(async (x: Tensor) => x, identity)));
    expect(error).toBeInstanceOf(NoGradientError);
    image.dispose();
  });
});

/** `relu(sum_k w_k(place) A_k(place))`. */
function combine(maps: Maps, weight: (k: number) => (place: number) => number): number[] {
  const weights = maps.map((_, k) => weight(k));
  return maps[0].map((_, place) =>
    Math.max(
      0,
      maps.reduce((total, map, k) => total + weights[k](place) * map[place], 0),
    ),
  );
}

function constant(value: number): () => number {
  return () => value;
}
