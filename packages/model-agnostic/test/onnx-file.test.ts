import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Tensor, tensor, tensor2d } from '@tensorflow/tfjs-core';
import { analyze } from 'xai-base';
import { explainTabular, KernelSHAP } from '../src';
import { OnnxFile } from '../src/onnx-file';
import { casesOf, expectClose, numbersOf, rowsOf } from './support/fixtures';
import './support/onnx';

const [one] = casesOf('real_models', 'real.kernelshap.tabular');
const file = path.join(__dirname, 'fixtures', one.model.file);
const bytes = readFileSync(file);
const expected = rowsOf(one.expected.explanation)[0];

describe('a model can be an ONNX file', () => {
  let input: Tensor;
  let background: Tensor;

  beforeEach(() => {
    input = tensor(numbersOf(one.input), [1, ...one.input.shape]);
    background = tensor(numbersOf(one.background), one.background.shape);
  });

  afterEach(() => {
    input.dispose();
    background.dispose();
  });

  it.each([
    ['its path', file],
    ['its URL', pathToFileURL(file)],
    ['its bytes', Uint8Array.from(bytes)],
    ['a buffer', Uint8Array.from(bytes).buffer],
  ])('of the explain functions, by %s', async (_name, model) => {
    const options = { method: 'KernelSHAP', trainingData: background, labels: [0] } as const;
    const [explanation] = await explainTabular(model, input, options);
    expectClose(await explanation.val.data(), expected, one.tolerance.explanation);
    explanation.dispose();
  });

  it('of analyzers, which load it once, and again after they freed it', async () => {
    const analyzer = new KernelSHAP(file, { background });
    for (let round = 0; round < 2; round++) {
      const explanation = await analyze(input, analyzer, 0);
      expectClose(await explanation.val.data(), expected, one.tolerance.explanation);
      explanation.dispose();
      await analyzer.dispose();
    }
    await analyzer.dispose();
  });

  it('and one that is not there is named', async () => {
    const options = { method: 'KernelSHAP' } as const;
    await expect(explainTabular('missing.onnx', [1, 2, 3, 4], options)).rejects.toThrow('missing.onnx');
  });
});

it('says how to install what it needs', async () => {
  const missing = new OnnxFile('model.onnx', undefined, () => Promise.reject(new Error('not found')));
  const input = tensor2d([[1]]);
  await expect(missing.call(input)).rejects.toThrow('npm install onnx-model onnxruntime-node');
  await missing.dispose();
  input.dispose();
});
