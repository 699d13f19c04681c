import { dispose, randomUniform, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { GradCAM } from 'explainable-ai';
import { CRP, canonize, EpsilonPlusFlat, GammaRule, LRP } from 'relevance-propagation';
import { type Analyzer, analyze, IndexedFeatures } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectWithin } from '../../../../tooling/jest/conformance';
import { readOnnx, toLayersModel } from '../../src';
import { writeLayersModel } from '../support/write-layers-model';

/** A LeNet with weights from seeds, whose batch normalizations are not trivial. */
function lenet(useBias: boolean, isNormalized = false): tfl.LayersModel {
  const { layers } = tfl;
  const kernelInitializer = (seed: number) => tfl.initializers.glorotUniform({ seed });
  const biasInitializer = tfl.initializers.randomUniform({ minval: -0.2, maxval: 0.2, seed: 9 });
  const positive = tfl.initializers.randomUniform({ minval: 0.5, maxval: 1.5, seed: 7 });
  const normalization = (name: string) =>
    isNormalized
      ? [
          layers.batchNormalization({
            name,
            gammaInitializer: positive,
            betaInitializer: biasInitializer,
            movingMeanInitializer: biasInitializer,
            movingVarianceInitializer: positive,
          }),
        ]
      : [];
  const settings = { useBias, biasInitializer } as const;
  return tfl.sequential({
    layers: [
      layers.inputLayer({ inputShape: [16, 16, 2] }),
      layers.conv2d({
        ...settings,
        name: 'conv_1',
        filters: 4,
        kernelSize: 3,
        padding: 'same',
        kernelInitializer: kernelInitializer(1),
      }),
      ...normalization('norm_1'),
      layers.reLU({ name: 'relu_1' }),
      layers.maxPooling2d({ name: 'pool_1', poolSize: 2 }),
      layers.conv2d({
        ...settings,
        name: 'conv_2',
        filters: 6,
        kernelSize: 3,
        kernelInitializer: kernelInitializer(2),
      }),
      ...normalization('norm_2'),
      layers.reLU({ name: 'relu_2' }),
      layers.maxPooling2d({ name: 'pool_2', poolSize: 2 }),
      layers.flatten({ name: 'flatten' }),
      layers.dense({ ...settings, name: 'dense_1', units: 10, kernelInitializer: kernelInitializer(3) }),
      layers.reLU({ name: 'relu_3' }),
      layers.dense({ ...settings, name: 'dense_2', units: 4, kernelInitializer: kernelInitializer(4) }),
    ],
  });
}

const input = () => randomUniform([2, 16, 16, 2], -1, 1, 'float32', 5);

/** Expects two analyzers to say the same of the same images. */
async function expectSameExplanation(one: Analyzer, other: Analyzer): Promise<void> {
  const x = input();
  const [a, b] = [await analyze(x, one), await analyze(x, other)];
  expect(a.val.shape).toEqual(b.val.shape);
  expectWithin(a.val.dataSync(), b.val.dataSync(), { rtol: 1e-4, atol: 1e-6 });
  for (const explanation of [a, b]) explanation.dispose();
  x.dispose();
}

describeBackends('a LeNet from layers to ONNX and back', () => {
  it('is the same model, layer by layer, with the names of its nodes', async () => {
    const model = lenet(true, true);
    const again = await toLayersModel(writeLayersModel(model), { channelsFirst: true });
    const names = (one: tfl.LayersModel) => one.layers.slice(1).map((layer) => `${layer.name} ${layer.getClassName()}`);
    const expected = names(model).map((name) => name.replace('flatten ', 'dense_1_flatten '));
    expect(names(again)).toEqual(expected);
    tidy(() => {
      const [y, wanted] = [again, model].map((one) => one.predict(input()) as Tensor);
      expectWithin(y.dataSync(), wanted.dataSync(), { rtol: 1e-5, atol: 1e-6 });
    });
    for (const one of [model, again]) one.dispose();
  });

  it('has the same LRP, CRP and GradCAM', async () => {
    const model = lenet(true);
    const again = await toLayersModel(writeLayersModel(model), { channelsFirst: true });
    const features = new IndexedFeatures(0, 2);
    await expectSameExplanation(new LRP(again), new LRP(model));
    await expectSameExplanation(new LRP(again, new EpsilonPlusFlat()), new LRP(model, new EpsilonPlusFlat()));
    const [lrp, wanted] = [new LRP(again), new LRP(model)];
    await expectSameExplanation(new CRP(lrp, 'conv_2', features), new CRP(wanted, 'conv_2', features));
    await expectSameExplanation(GradCAM.at(again, 'relu_2'), GradCAM.at(model, 'relu_2'));
    for (const one of [model, again]) one.dispose();
  });

  it('can be canonized', async () => {
    const model = lenet(true, true);
    const again = await toLayersModel(writeLayersModel(model), { channelsFirst: true });
    const [fused, wanted] = [canonize(again), canonize(model)];
    expect(fused.layers.some((layer) => layer.getClassName() === 'BatchNormalization')).toBe(false);
    await expectSameExplanation(new LRP(fused), new LRP(wanted));
    for (const one of [model, again, fused, wanted]) one.dispose();
  });

  it('conserves relevance where there are no biases', async () => {
    const model = lenet(false);
    const again = await toLayersModel(writeLayersModel(model), { channelsFirst: true });
    const x = input();
    const explanation = await analyze(
      x,
      new LRP(
        again,
        again.layers.slice(1).map(() => new GammaRule(0.2)),
      ),
      1,
    );
    const sums = tidy(() => sum(explanation.val, [1, 2, 3]).dataSync());
    expectWithin(sums, [1, 1], { rtol: 1e-4, atol: 0 });
    explanation.dispose();
    dispose(x);
    for (const one of [model, again]) one.dispose();
  });

  it('has the same GradCAM in two halves of the graph, without layers', async () => {
    const model = lenet(true);
    const bytes = writeLayersModel(model);
    const features = await readOnnx(bytes, { output: 'relu_2.out', channelsFirst: true });
    const adaptation = await readOnnx(bytes, { input: 'relu_2.out', channelsFirst: true });
    await expectSameExplanation(new GradCAM(features, adaptation), GradCAM.at(model, 'relu_2'));
    for (const one of [model, features, adaptation]) one.dispose();
  });
});
