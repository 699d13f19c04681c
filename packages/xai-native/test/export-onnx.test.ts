import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dispose, io, randomUniform, setBackend, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { GradCAM, Gradient, IntegratedGradients, Occlusion, SmoothGrad } from 'explainable-ai';
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { EpsilonPlus, LRP } from 'relevance-propagation';
import { type AnalyzeOptions, type Analyzer, analyze } from 'xai-base';
import { exportOnnx, NotExportableError } from '../src';
import { relativeDistance } from './support/agreement';
import { networks } from './support/networks';

beforeAll(async () => {
  await setBackend('cpu');
});

/** Runs an explainer's file with onnxruntime alone. */
async function runFile(bytes: Uint8Array, input: Tensor, indices: number[]) {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const results = await session.run({
    input: new OnnxTensor('float32', Float32Array.from(input.dataSync()), input.shape),
    index: new OnnxTensor('int64', BigInt64Array.from(indices, BigInt), [indices.length]),
  });
  await session.release();
  return { output: results.output, attribution: results.attribution };
}

async function expectFileAgrees(analyzer: Analyzer, input: Tensor, indices: number[], options: AnalyzeOptions = {}) {
  const bytes = await exportOnnx(analyzer, input, options);
  const file = await runFile(bytes, input, indices);
  const explanation = await analyze(input, analyzer, indices, options);
  expect([...file.attribution.dims]).toEqual(explanation.val.shape);
  expect(relativeDistance(file.output.data as Float32Array, explanation.output.dataSync())).toBeLessThan(1e-5);
  expect(relativeDistance(file.attribution.data as Float32Array, explanation.val.dataSync())).toBeLessThan(1e-4);
  explanation.dispose();
}

const methods: Record<string, (model: LayersModel) => Analyzer> = {
  Gradient: (model) => new Gradient(model),
  IntegratedGradients: (model) => new IntegratedGradients(model, 5),
  SmoothGrad: (model) => new SmoothGrad(model, 3, 0.1, { seed: 3 }),
  GradCAM: (model) => GradCAM.at(model, model.layers[2].name),
  LRP: (model) => new LRP(model, new EpsilonPlus()),
};

describe.each(Object.keys(methods))('%s as a file', (name) => {
  test('explains as the method does, for every output', async () => {
    const { model, input } = networks.convolutional();
    await expectFileAgrees(methods[name](model), input, [2, 0]);
    dispose(input);
    model.dispose();
  });
});

test('the options of the analysis apply: a reference, and batches of one', async () => {
  const { model, input } = networks.dense();
  const inputRef = randomUniform([1, 4], -1, 1, 'float32', 9);
  await expectFileAgrees(new IntegratedGradients(model, 5), input, [1, 1], {
    inputRef,
    batchSize: 1,
  } as AnalyzeOptions);
  dispose([input, inputRef]);
  model.dispose();
});

test('noise without a seed is drawn once, and part of the file', async () => {
  const { model, input } = networks.dense();
  const bytes = await exportOnnx(new SmoothGrad(model, 3), input);
  const [one, other] = [await runFile(bytes, input, [0, 1]), await runFile(bytes, input, [0, 1])];
  expect(one.attribution.data).toEqual(other.attribution.data);
  dispose(input);
  model.dispose();
});

test('a method that computes with values that it reads cannot be exported', async () => {
  const { model, input } = networks.convolutional();
  const error = await exportOnnx(new Occlusion(model, [3, 3, 2]), input).catch((reason) => reason);
  expect(error).toBeInstanceOf(NotExportableError);
  expect(error.message).toContain('Occlusion computes its attribution from values that it reads');
  dispose(input);
  model.dispose();
});

describe('a LeNet and its digits', () => {
  const folder = path.join(__dirname, '../../xai-cli/models/lenet');
  let model: LayersModel;
  let input: Tensor;

  beforeAll(async () => {
    const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path.join(folder, 'model.json'), 'utf8'));
    const weightData = Uint8Array.from(readFileSync(path.join(folder, 'weights.bin'))).buffer;
    const artifacts = { modelTopology, weightSpecs: weightsManifest[0].weights, weightData };
    model = await loadLayersModel(io.fromMemory(artifacts));
    input = randomUniform([1, 28, 28, 1], 0, 1, 'float32', 4);
  });

  afterAll(() => {
    dispose(input);
    model.dispose();
  });

  test('integrated gradients are as complete in the file as outside of it', async () => {
    const bytes = await exportOnnx(new IntegratedGradients(model, 50), input);
    const { output, attribution } = await runFile(bytes, input, [9]);
    const zeros = zerosLike(input);
    const black = await runFile(bytes, zeros, [9]);
    zeros.dispose();
    const total = (attribution.data as Float32Array).reduce((sum, value) => sum + value, 0);
    const [reached, start] = [output, black.output].map(({ data }) => (data as Float32Array)[9]);
    const explanation = await analyze(input, new IntegratedGradients(model, 50), 9);
    const { completenessError } = explanation.extras as { completenessError: number[] };
    expect(Math.abs(total - (reached - start))).toBeCloseTo(completenessError[0], 4);
    explanation.dispose();
  });

  const python = spawnSync('python3', ['-c', 'import onnxruntime, numpy']);
  (python.status === 0 ? test : test.skip)('Python runs the file', async () => {
    const bytes = await exportOnnx(new Gradient(model), input);
    const place = mkdtempSync(path.join(os.tmpdir(), 'xai-native-'));
    writeFileSync(path.join(place, 'gradient.onnx'), bytes);
    writeFileSync(path.join(place, 'input.bin'), input.dataSync());
    const script = [
      'import numpy, onnxruntime',
      'x = numpy.fromfile("input.bin", numpy.float32).reshape(1, 28, 28, 1)',
      'session = onnxruntime.InferenceSession("gradient.onnx")',
      'session.run(["attribution"], {"input": x, "index": numpy.array([9])})[0].tofile("attribution.bin")',
    ];
    expect(spawnSync('python3', ['-c', script.join('\n')], { cwd: place }).status).toBe(0);
    const { attribution } = await runFile(bytes, input, [9]);
    const values = new Float32Array(Uint8Array.from(readFileSync(path.join(place, 'attribution.bin'))).buffer);
    expect(relativeDistance(values, attribution.data as Float32Array)).toBeLessThan(1e-5);
    rmSync(place, { recursive: true });
  });
});
