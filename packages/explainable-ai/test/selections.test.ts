import {
  avgPool,
  expandDims,
  mul,
  relu,
  reshape,
  slice,
  stack,
  sum,
  type Tensor,
  type Tensor4D,
  tensor,
} from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { type Analyzer, analyze, type Model, ModelError, PathSelector, RegionSelector } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import {
  Deconvnet,
  DeepLift,
  FeatureAblation,
  GradCAM,
  GradCAMPlusPlus,
  Gradient,
  GradientSHAP,
  GuidedGradCAM,
  InputTimesGradient,
  IntegratedGradients,
  LayerCAM,
  NoiseAugmentation,
  Occlusion,
  SmoothGrad,
  TokenAttribution,
} from '../src';
import { explain } from './support/explain';
import { convolutional } from './support/nets';
import { expectClose, randomTensor, rejection } from './support/tensors';

const net = convolutional({ bias: 0.5 });
const features = (x: Tensor) => relu(avgPool(x as Tensor4D, 2, 2, 'same'));

/** A model of outputs `[batch, 2, 3]`. */
const map = (x: Tensor) => {
  const output = net(x); // [batch, 3]
  return stack([output, mul(output, output)], 1);
};
/** The same with an axis more, of length 1. */
const wide = (x: Tensor) => expandDims(map(x), 2);
const pick = (row: number, column: number) => (x: Tensor) =>
  reshape(slice(map(x), [0, row, column], [-1, 1, 1]), [-1, 1]);

let background: Tensor;
let groups: Tensor;
let weights: Tensor;

const analyzers: Record<string, (model: Model) => Analyzer> = {
  Gradient: (model) => new Gradient(model),
  InputTimesGradient: (model) => new InputTimesGradient(model),
  SmoothGrad: (model) => new SmoothGrad(model, 3, 0.2, { seed: 1 }),
  IntegratedGradients: (model) => new IntegratedGradients(model, 3),
  'IntegratedGradients to a tolerance': (model) => new IntegratedGradients(model, { tolerance: 1e-2 }),
  GradientSHAP: (model) => new GradientSHAP(model, background, 3, { seed: 1 }),
  NoiseAugmentation: (model) => new NoiseAugmentation(new Occlusion(model, [4, 4, 2]), 2, 0.2, { seed: 1 }),
  DeepLift: (model) => new DeepLift(model),
  Deconvnet: (model) => new Deconvnet(model),
  GradCAM: (model) => new GradCAM(features, model),
  GradCAMPlusPlus: (model) => new GradCAMPlusPlus(features, model),
  LayerCAM: (model) => new LayerCAM(features, model),
  GuidedGradCAM: (model) => new GuidedGradCAM(features, model),
  Occlusion: (model) => new Occlusion(model, [4, 4, 2]),
  FeatureAblation: (model) => new FeatureAblation(model, groups),
};

describeBackends('selections in outputs of any rank', () => {
  beforeAll(() => {
    background = randomTensor([3, 8, 8, 2], 5);
    groups = tensor([0, 1, 1, 2, 0, 3, 3, 1], [8, 1, 1]);
    weights = tensor([1, -0.5, 0, 0.25, 0, 2], [2, 3]);
  });

  afterAll(() => {
    for (const one of [background, groups, weights]) one.dispose();
  });

  test.each(Object.entries(analyzers))(
    '%s: the numbers of a function that picks the value, or the sum',
    async (_name, make) => {
      const input = randomTensor([2, 8, 8, 2]);
      const summed = await explain(
        input,
        make((x: Tensor) => reshape(sum(mul(map(x), weights), [1, 2]), [-1, 1])),
        0,
      );
      const byHand = await explain(input, make(pick(1, 2)), 0);
      const other = await explain(input, make(pick(0, 1)), 0);
      const size = byHand.val.length / 2;
      for (const model of [map, wide]) {
        const analyzer = make(model);
        const picked = await explain(input, analyzer, new PathSelector([1, 2]));
        expectClose(picked.val, byHand.val);
        expect(picked.outputSelection).toEqual([5, 5]);
        const { completenessError } = byHand.extras;
        if (completenessError) expectClose(picked.extras.completenessError as number[], completenessError as number[]);
        expectClose((await explain(input, analyzer, new RegionSelector(weights))).val, summed.val);
        const each = await explain(
          input,
          analyzer,
          [
            [1, 2],
            [0, 1],
          ],
          { batchSize: 1 },
        );
        expectClose(each.val.subarray(0, size), byHand.val.subarray(0, size));
        expectClose(each.val.subarray(size), other.val.subarray(size));
        for (const selection of [undefined, 0, [1, 0]]) {
          expect(await rejection(analyze(input, analyzer, selection))).toBeInstanceOf(ModelError);
        }
      }
      input.dispose();
    },
  );

  test('outputs with axes of length 1 are those without', async () => {
    const input = randomTensor([2, 8, 8, 2]);
    for (const make of [analyzers.Gradient, analyzers.DeepLift, analyzers.GradCAM, analyzers.Occlusion]) {
      const plain = await explain(input, make(net));
      const long = await explain(
        input,
        make((x: Tensor) => expandDims(expandDims(net(x), -1), -1)),
      );
      expectClose(long.val, plain.val);
      expect(long.outputSelection).toEqual(plain.outputSelection);
    }
    input.dispose();
  });

  test('a model with own gradients', async () => {
    const input = randomTensor([2, 3]);
    const own = {
      predict: (x: Tensor) => reshape(x, [-1, 3, 1, 1]),
      gradient: (_x: Tensor, mask: Tensor) => reshape(mask, [-1, 3]),
    };
    expect((await explain(input, new Gradient(own), [2, 0])).val).toEqual(Float32Array.of(0, 0, 1, 1, 0, 0));
    input.dispose();
  });

  test('a class of each token', async () => {
    const { embedding, dense } = tfl.layers;
    const vectors = tensor([3, 5], [2, 1]);
    const model = tfl.sequential({
      layers: [
        embedding({ inputDim: 2, outputDim: 1, inputLength: 2, weights: [vectors] }),
        dense({ units: 2, kernelInitializer: 'ones' }),
      ],
    });
    const tokens = tensor([0, 1, 1, 0], [2, 2], 'int32');
    const analyzer = new TokenAttribution(model, (embedded) => new IntegratedGradients(embedded, 4));
    const { val, outputSelection } = await explain(tokens, analyzer, [
      [1, 0],
      [0, 1],
    ]);
    expectClose(val, [0, 5, 5, 0]);
    expect(outputSelection).toEqual([2, 1]);
    tokens.dispose();
    vectors.dispose();
    model.dispose();
  });
});
