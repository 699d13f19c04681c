import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import { SmoothGrad } from 'explainable-ai';
import { explainText } from 'model-agnostic';
import { TextModel } from 'onnx-model';
import type { Browser, Page } from 'playwright-core';
import { analyze } from 'xai-base';
import '@tensorflow/tfjs-backend-cpu';
import { type ConformanceModel, expectWithin, loadModel, readCases, restore, valuesOf } from '../../jest/conformance';
import { bundle } from '../bundle';
import { openChromium } from '../open-chromium';
import type { Answer, Question } from '../page';
import { serve } from '../serve';

const workspace = path.resolve(__dirname, '../../..');
const fixtures = path.join(workspace, 'packages/explainable-ai/test/fixtures/peers');
const lenet = readCases(fixtures).find(({ model }) => model === 'lenet') as ConformanceModel;
const mails = path.join(workspace, 'packages/xai-cli/models/mails');
const published = ['saliency', 'input_x_gradient', 'ig.gausslegendre.50', 'guided_backprop', 'gradcam.conv2.relu'];

let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const built = bundle(path.join(__dirname, '../page.ts'));
  const folders = {
    script: built,
    model: path.join(fixtures, 'lenet'),
    wasm: path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')),
    onnxruntime: path.dirname(require.resolve('onnxruntime-web')),
    digits: path.join(workspace, 'packages/xai-cli/models/lenet'),
    mails,
  };
  const site = await serve(
    '<!doctype html><canvas></canvas><script type="module" src="/script/page.js"></script>',
    folders,
  );
  server = site.server;
  browser = await openChromium();
  page = await browser.newPage();
  await page.goto(site.url);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe.each(['wasm', 'webgl', 'native'] as const)('%s in Chromium', (engine) => {
  let answer: Answer;

  beforeAll(async () => {
    const question: Question = {
      engine,
      input: { shape: lenet.input.shape, values: Array.from(valuesOf(lenet.input)) },
      outputIndex: (lenet.cases.find(({ id }) => id === 'saliency') as { outputIndex: number[] }).outputIndex,
    };
    answer = await page.evaluate(
      (asked) => (globalThis as unknown as { answer(question: Question): Promise<Answer> }).answer(asked),
      question,
    );
  });

  test('is the engine that ran, and leaves no tensor over', () => {
    expect(answer).toMatchObject({ engine, tensorsLeftOver: 0 });
  });

  test.each(published)('%s agrees with captum', (id) => {
    const { method, expected, ...tolerance } = lenet.cases.find(
      (one) => one.id === id,
    ) as ConformanceModel['cases'][number];
    expectWithin(answer.values[method], valuesOf(expected), tolerance);
  });

  test('LRP agrees with zennit', () => {
    const relevance = path.join(workspace, 'packages/relevance-propagation/test/fixtures');
    const { cases } = readCases(relevance).find(({ model }) => model === 'lenet') as ConformanceModel;
    const { expected, ...tolerance } = cases.find(({ id }) => id === 'lrp.EpsilonPlus') as (typeof cases)[number];
    expectWithin(answer.values.LRP, valuesOf(expected), tolerance);
  });

  test('SmoothGrad draws the same noise as in Node', async () => {
    await setBackend('cpu');
    const model = await loadModel(path.join(fixtures, 'lenet'));
    const input = restore(lenet.input);
    const outputIndex = (lenet.cases.find(({ id }) => id === 'saliency') as { outputIndex: number[] }).outputIndex;
    const explanation = await analyze(input, new SmoothGrad(model, 5, 0.1, { seed: 42 }), outputIndex);
    const expected = await explanation.val.data();
    for (const owner of [explanation, input, model]) owner.dispose();
    const largest = Math.max(...expected.map(Math.abs));
    expectWithin(answer.values.SmoothGrad, expected, { rtol: 1e-4, atol: 1e-5 * largest });
  });

  test('a heatmap is drawn on the canvas as it is', () => {
    expect(answer.drawn.canvas).toEqual(answer.drawn.heatmap);
    expect(new Set(answer.drawn.canvas).size).toBeGreaterThan(10);
  });
});

test('an ONNX model in Chromium says what its tfjs-layers form says', async () => {
  const { onnx, layers } = await page.evaluate(() =>
    (globalThis as unknown as { compareForms(): Promise<Record<string, number[]>> }).compareForms(),
  );
  expect(onnx).toHaveLength(30);
  expectWithin(onnx, layers, { rtol: 1e-5, atol: 1e-5 });
});

test('a transformer of mails in Chromium, compiled for onnxruntime-web, is explained as in Node', async () => {
  const mail = readFileSync(path.join(mails, 'samples/goodbye.txt'), 'utf8');
  const found = await page.evaluate(
    (text) =>
      (globalThis as unknown as { explainMail(mail: string): Promise<Record<string, number[]>> }).explainMail(text),
    mail,
  );
  await setBackend('cpu');
  const text = await TextModel.fromOnnx(path.join(mails, 'model.onnx'), path.join(mails, 'tokenizer.json'));
  for (const method of ['AttnLRP', 'CPLRP', 'InputTimesGradient'] as const) {
    const [explanation] = await explainText(text, mail, { method, labels: [1] });
    const [expected, output] = await Promise.all([explanation.val.data(), explanation.output.data()]);
    explanation.dispose();
    const largest = Math.max(...Array.from(expected, Math.abs));
    expectWithin(found[method], expected, { rtol: 0, atol: 1e-4 * largest });
    expectWithin(found.output, output, { rtol: 1e-4, atol: 1e-4 });
  }
  text.dispose();
});
