import { loadGraphModelSync } from '@tensorflow/tfjs-converter';
import { dispose, grad, type io, sum, type Tensor, type Tensor3D, tensor, tensor3d } from '@tensorflow/tfjs-core';
import { input as layerInput, layers, model as layersModel } from '@tensorflow/tfjs-layers';
import { NoGradientError } from 'xai-base';
import { type LoadedGraph, loadModel, memoryFiles, type Recipe } from '../../src';
import { keepElements } from '../../src/models/kept-elements';
import { explained } from '../support/explained';
import { recurrentGraph } from '../support/recurrent-graph';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const source = 'model.json';
const sizes = { features: 3, units: 2, steps: 5 };
type Graph = ReturnType<typeof recurrentGraph>;

const seriesOf = (samples: number): Tensor3D =>
  tensor3d(
    Array.from({ length: samples * sizes.steps * sizes.features }, (_, at) => Math.sin(at * 1.7)),
    [samples, sizes.steps, sizes.features],
  );

/** What TensorFlow.js itself gives, which decides while it runs. */
async function asynchronously({ files }: Graph, series: Tensor): Promise<number[]> {
  const { weightsManifest, modelTopology, signature } = keepElements(JSON.parse(files[source] as string));
  const weightData = Uint8Array.from(files['weights.bin'] as Uint8Array).buffer;
  const weightSpecs = weightsManifest[0].weights as io.WeightsManifestEntry[];
  const artifacts = { modelTopology, signature, weightSpecs, weightData } as io.ModelArtifacts;
  const model = loadGraphModelSync({ load: () => artifacts });
  const output = (await model.executeAsync({ series }, 'score')) as Tensor;
  const values = Array.from(output.dataSync());
  for (const one of [output, model]) one.dispose();
  return values;
}

const load = async ({ files }: Graph) => (await loadModel(memoryFiles(files), { source })) as LoadedGraph;

/** The same network of TensorFlow.js's layers. */
function ofLayers(count: number, { weights }: Graph) {
  const series = layerInput({ shape: [sizes.steps, sizes.features] });
  let value = series;
  const fill: (() => void)[] = [];
  for (let layer = 0; layer < count; layer++) {
    const returnSequences = layer < count - 1;
    const lstm = layers.lstm({
      units: sizes.units,
      recurrentActivation: 'sigmoid',
      returnSequences,
      recurrentInitializer: 'glorotNormal',
    });
    value = lstm.apply(value) as typeof series;
    const parts = ['kernel', 'recurrent_kernel', 'bias'].map((name) => weights.get(`lstm_${layer}/${name}`));
    const tensors = parts.map((one) => tensor(one?.values as number[], one?.shape));
    lstm.setWeights(tensors);
    dispose(tensors);
  }
  const outputs = layers.activation({ activation: 'softplus' }).apply(value) as typeof series;
  return { fill, model: layersModel({ inputs: series, outputs }) };
}

const close = (found: ArrayLike<number>, wanted: ArrayLike<number>) => {
  expect(found.length).toBe(wanted.length);
  Array.from(wanted).forEach((value, at) => void expect(found[at]).toBeCloseTo(value, 5));
};

const recipe = (method: Recipe['method']): Recipe => ({
  version: 1,
  model: { source },
  ...{ input: { kind: 'series' }, method, selection: { output: 0 } },
});

describe.each([
  ['functions', 1],
  ['functions', 2],
  ['frames', 1],
  ['frames', 2],
] as const)('loops as %s, of %i layers', (form, count) => {
  const graph = recurrentGraph({ ...sizes, form, layers: count });

  it.each([1, 3])('give %i samples what TensorFlow.js gives, without control flow', async (samples) => {
    const { model, graph: inner } = await load(graph);
    const series = seriesOf(samples);
    const output = model.predict(series);
    close(output.dataSync(), await asynchronously(graph, series));
    expect(output.shape).toEqual([samples, sizes.units]);
    expect(model.asynchronous).toBeUndefined();
    expect(inner.inputs.map(({ name }) => name)).toEqual(['series']);
    for (const one of [output, series]) one.dispose();
    model.dispose();
  });

  it('have the gradients of TensorFlow.js’s layers', async () => {
    const { model: wanted } = ofLayers(count, graph);
    const { model } = await load(graph);
    const series = seriesOf(2);
    const [found, slopes] = [model, wanted].map((one) => grad((x: Tensor) => sum(one.predict(x) as Tensor))(series));
    expect(Math.max(...Array.from(slopes.dataSync()).map(Math.abs))).toBeGreaterThan(0.01);
    close(found.dataSync(), slopes.dataSync());
    for (const one of [found, slopes, series]) one.dispose();
    model.dispose();
    wanted.dispose();
  });

  it('have attributions that are complete', async () => {
    const series = seriesOf(1);
    const [values] = await series.array();
    const means = values[0].map(
      (_, channel) => values.reduce((total, step) => total + step[channel], 0) / values.length,
    );
    const usual = tensor3d([values.map(() => means)]); // what a series is compared with
    const { model } = await load(graph);
    const [at, without] = [series, usual].map((one) => {
      const output = model.predict(one);
      const [first] = output.dataSync();
      dispose([output, one]);
      return first;
    });
    model.dispose();
    const { val } = await explained(recipe({ name: 'IntegratedGradients', steps: 50 }), memoryFiles(graph.files), {
      values,
    });
    expect(Math.abs(at - without)).toBeGreaterThan(0.01);
    expect(val.reduce((total, one) => total + one, 0)).toBeCloseTo(at - without, 6); // of a smooth curve, 50 points leave roundings alone
  });
});

/** What a method with gradients says of a graph. */
async function refusal(graph: Graph): Promise<string> {
  const series = seriesOf(1);
  const [values] = await series.array();
  series.dispose();
  const failure = await explained(recipe({ name: 'Gradient' }), memoryFiles(graph.files), { values }).catch(
    (error: Error) => error,
  );
  expect(failure).toBeInstanceOf(NoGradientError);
  return (failure as Error).message;
}

describe.each(['functions', 'frames'] as const)('a loop as %s that is not known before it runs', (form) => {
  it('says that it goes on as long as values say', async () => {
    const graph = recurrentGraph({ ...sizes, form, layers: 1, endsByValues: true });
    expect(await refusal(graph)).toMatch(
      / The loop lstm_0\/\S+ goes on by a condition that depends on the values of the input series\.$/,
    );
  });

  it('says which length is open', async () => {
    const graph = recurrentGraph({ ...sizes, steps: -1, form, layers: 1 });
    expect(await refusal(graph)).toMatch(/ The loop lstm_0\/\S+ goes on by a condition that depends on /);
  });
});
