import { type GraphModel, loadGraphModelSync } from '@tensorflow/tfjs-converter';
import { memory, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { NoiseAugmentation } from 'explainable-ai';
import { type Analyzer, analyze, RandomStream } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import { KernelSHAP, LIME, RISE } from '../src';

const float = { type: 'DT_FLOAT' };

/** `[batch, 3]` times `[[1, 4], [2, -5], [3, 6]]`, as TensorFlow's converter writes it. */
function linearGraphModel(): GraphModel {
  const shape = { dim: [{ size: '-1' }, { size: '3' }] };
  const node = [
    { name: 'x', op: 'Placeholder', attr: { dtype: float, shape: { shape } } },
    { name: 'w', op: 'Const', attr: { dtype: float } },
    {
      name: 'y',
      op: 'MatMul',
      input: ['x', 'w'],
      attr: { T: float, transpose_a: { b: false }, transpose_b: { b: false } },
    },
  ];
  return loadGraphModelSync({
    load: () => ({
      modelTopology: { node, versions: {} },
      weightSpecs: [{ name: 'w', shape: [3, 2], dtype: 'float32' }],
      weightData: Float32Array.of(1, 4, 2, -5, 3, 6).buffer as ArrayBuffer,
    }),
  }) as GraphModel;
}

async function valuesOf(analyzer: Analyzer, input: Tensor, output: number, seed?: number): Promise<number[]> {
  const explanation = await analyze(input, analyzer, output, { seed });
  const values = Array.from(await explanation.val.data());
  explanation.dispose();
  return values;
}

function expectValues(found: readonly number[], expected: readonly number[]) {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of found.entries()) expect(value).toBeCloseTo(expected[index], 4);
}

describeBackends('graph models and augmentations', () => {
  it('a graph model is explained like any other', async () => {
    const model = linearGraphModel();
    const input = tensor2d([[1, -2, 0.5]]);
    const before = memory().numTensors;
    expectValues(await valuesOf(new KernelSHAP(model), input, 1), [4, 10, 3]);
    const lime = new LIME(model, { samples: 50, regularization: 0, seed: 1 });
    expectValues(await valuesOf(lime, input, 1), [4, 10, 3]);
    const rise = { masks: 40, keepProbability: 0.5, seed: 1 };
    const asFunction = (x: Tensor) => model.predict(x) as Tensor;
    expectValues(await valuesOf(new RISE(model, rise), input, 0), await valuesOf(new RISE(asFunction, rise), input, 0));
    expect(memory().numTensors).toBe(before);
    input.dispose();
    model.dispose();
  });

  it('noise is averaged over: an input that is moved by a half explains as the moved one', async () => {
    const model = linearGraphModel();
    const [input, moved] = [tensor2d([[1, -2, 0.5]]), tensor2d([[1.5, -1.5, 1]])];
    const before = memory().numTensors;
    const analyzers = [
      new KernelSHAP(model),
      new LIME(model, { samples: 50 }),
      new RISE(model, { masks: 40, keepProbability: 0.5 }),
    ];
    for (const analyzer of analyzers) {
      const noisy = new NoiseAugmentation(analyzer, 3, () => 0.5, { seed: 1 });
      const own = new RandomStream(1).integer(); // the seed that an augmentation gives to its analyzer
      expectValues(await valuesOf(noisy, input, 0), await valuesOf(analyzer, moved, 0, own));
    }
    expect(memory().numTensors).toBe(before);
    for (const tensor of [input, moved]) tensor.dispose();
    model.dispose();
  });
});
