import { mul, setBackend, slice, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { LRP, showLayerIndices } from 'relevance-propagation';
import { analyze, type Executor, ProgramAnalyzer, toModelView } from 'xai-base';
import { exportOnnx, NativeExecutor } from 'xai-native';
import '../../../../tooling/jest/backends';
import { restore } from '../../../../tooling/jest/conformance';
import {
  type Case,
  casesOfRules,
  expectWithin,
  loadFixture,
  names,
  readCases,
} from '../../../relevance-propagation/test/support/fixture';
import { compositeOf, crpOf } from '../../../relevance-propagation/test/support/rules';
import { type DifferentiableModel, readOnnx } from '../../src';

let executor: Executor & { dispose(): Promise<void> };

beforeAll(async () => {
  await setBackend('wasm');
  executor = await NativeExecutor.create({
    threads: 1,
    onFallback: (message) => {
      throw new Error(message);
    },
  });
});

afterAll(() => executor.dispose());

/** The model itself, as a method whose file holds nothing else. */
class Forward extends ProgramAnalyzer {
  readonly name = 'Forward';

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor) {
    const output = this.model.forward(input);
    const mask = select(output);
    return { val: mul(input, sum(mul(mask, output))), output, mask };
  }
}

/** A network of the fixtures as an ONNX file, as xai-native writes it. */
async function fileOf(name: string, batch: Tensor): Promise<Uint8Array> {
  const layers = await loadFixture(name);
  const bytes = await exportOnnx(new Forward(toModelView(layers)), batch);
  layers.dispose();
  return bytes;
}

/** What the file calls the values of the convolutions of a network, behind their ReLU. */
async function nodesOf(name: string, model: DifferentiableModel, batch: Tensor) {
  const network = await loadFixture(name);
  const convolutions = network.layers.filter((layer) => layer.getClassName() === 'Conv2D').map((layer) => layer.name);
  network.dispose();
  const rectified = showLayerIndices(model, batch).match(/\S+(?= \(ReLU\))/g) ?? [];
  return (layer = '') => rectified[convolutions.indexOf(layer)];
}

describe.each(names)('relevances of %s by zennit, gradients by captum, of its ONNX file', (name) => {
  const { input } = readCases(name);
  const cases = casesOfRules(name);
  let model: DifferentiableModel;
  let batch: Tensor;

  beforeAll(async () => {
    batch = restore(input);
    model = await readOnnx(await fileOf(name, batch), { input: 'input', output: 'output' });
  });

  afterAll(() => {
    for (const one of [model, batch]) one.dispose();
  });

  const check = async (one: Case, executor?: Executor) => {
    const { params, outputIndex } = one;
    const normalizeOutputRelevance = params.initialRelevance !== 'value';
    const lrp = new LRP(model, compositeOf(one), { normalizeOutputRelevance });
    const explanation = await analyze(batch, lrp, outputIndex, { executor });
    expectWithin(await explanation.val.data(), one);
    explanation.dispose();
  };

  test.each(cases)('%s', (_id, one) => check(one));

  test.each(cases.filter(([id]) => /EpsilonPlusFlat|GammaBox/.test(id)))('%s, compiled', (_id, one) =>
    check(one, executor),
  );
});

describe.each([
  ['lenet', 'all samples'],
  ['lenet', 'one sample'],
  ['vgg', 'all samples'],
])('concepts of %s by zennit-crp, of its ONNX file for a batch of %s', (name, size) => {
  const { input, cases } = readCases(name);
  const concepts = cases.filter(({ method }) => method === 'CRP' || method === 'ChannelRelevance');
  let model: DifferentiableModel;
  let batch: Tensor;
  let nodeOf: (layer: string | undefined) => string;

  beforeAll(async () => {
    batch = restore(input);
    const own = tidy(() => (size === 'one sample' ? slice(batch, [0, 0, 0, 0], [1, -1, -1, -1]) : batch.clone()));
    model = await readOnnx(await fileOf(name, own), { input: 'input', output: 'output' });
    own.dispose();
    nodeOf = await nodesOf(name, model, batch);
  });

  afterAll(() => {
    for (const one of [model, batch]) one.dispose();
  });

  const named = (kind: string) =>
    concepts.filter(({ method }) => method === kind).map((one): [string, Case] => [one.id, one]);

  test.each(named('CRP'))('%s', async (_id, one) => {
    const crp = crpOf(new LRP(model, compositeOf(one)), one, nodeOf);
    const explanation = await analyze(batch, crp, one.outputIndex);
    expectWithin(await explanation.val.data(), one);
    explanation.dispose();
  });

  test.each(named('ChannelRelevance'))('%s', async (_id, one) => {
    const layer = nodeOf(one.params.layer);
    const lrp = new LRP(model, compositeOf(one));
    const explanation = await analyze(batch, lrp, one.outputIndex, { layerwiseRelevances: [layer] });
    const { layerwiseRelevances } = explanation.extras as { layerwiseRelevances: Record<string, Tensor> };
    const perChannel = tidy(() => sum(layerwiseRelevances[layer], [2, 3])); // in the order of the file, [batch, channels, height, width]
    expectWithin(await perChannel.data(), one);
    perChannel.dispose();
    explanation.dispose();
  });
});
