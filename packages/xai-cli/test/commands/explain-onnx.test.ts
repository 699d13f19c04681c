import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { demoDigit, demoModel, methods } from '../../src';
import type { ExplainReport } from '../../src/explain/explain-report';
import { packageFolder } from '../../src/package-folder';
import { expectAlike } from '../support/alike';
import { oneOfEachGroup } from '../support/methods';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const fixture = (name: string) => path.join(__dirname, '..', 'fixtures', name);
const lenet = path.join(packageFolder(), 'models', 'lenet', 'lenet.onnx');
const nine = ['explain', '--input', demoDigit(9), '--out', file('nine.png')];

async function report(...more: string[]): Promise<ExplainReport> {
  const { code, stdout, stderr } = await xai([...nine, '--json', ...more]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const layered = ['GradCAM', 'GradCAMPlusPlus', 'LayerCAM', 'GuidedGradCAM', 'CRP'];

test.each(oneOfEachGroup(methods.filter(({ name, inputs }) => !layered.includes(name) && inputs.includes('image'))))(
  '%s says of the ONNX file what it says of the layers',
  async (method) => {
    const options = methods.find(({ name }) => name === method)?.options ?? [];
    const few = options.some(({ name }) => name === 'samples') ? ['--samples', '60', '--seed', '1'] : [];
    const of = options.some(({ name }) => name === 'of') ? ['--of', 'Gradient'] : [];
    const asked = ['--method', method, '--engine', 'wasm', ...few, ...of];
    const [onnx, layers] = [await report('--model', lenet, ...asked), await report('--model', demoModel(), ...asked)];
    expect(onnx.output.index).toBe(9);
    expectAlike(onnx.attribution, layers.attribution);
  },
);

test('feature maps have the names of its values', async () => {
  const said = await report('--model', lenet, '--method', 'GradCAM', '--layer', 'conv2d_2');
  expect(said.attribution.shape).toEqual([1, 10, 10, 1]);
  expect(said.attribution.sum).toBeCloseTo(
    (await report('--model', demoModel(), '--method', 'GradCAM', '--layer', 'conv2d_2')).attribution.sum,
    2,
  );
});

test('the layout is found out without a description, or said', async () => {
  mkdirSync(file('bare'));
  copyFileSync(lenet, file('bare/model.ONNX'));
  const bare = ['--model', file('bare/model.ONNX'), '--method', 'RISE', '--samples', '10'];
  expect((await report(...bare)).output).toEqual({ index: 9, value: expect.any(Number) });
  expect((await report(...bare, '--layout', 'channels-first')).output.index).toBe(9);
  const { code, stderr } = await xai([...nine, ...bare, '--layout', 'channels-last']);
  expect(stderr).toContain('The model takes [any, 1, 28, 28]; expected one that takes images');
  expect(code).toBe(1);

  const colours = await report('--model', fixture('mean-colour.onnx'), '--method', 'IntegratedGradients');
  expect(colours.attribution.shape).toEqual([1, 28, 28, 3]); // its sides are free
  expect(colours.attribution.sum).toBeCloseTo(colours.output.value, 5);
});

test('a model with an operator that only onnxruntime has: methods that call it explain it', async () => {
  const model = ['--model', fixture('determinant.onnx')];
  const said = await report(...model, '--method', 'FeatureAblation', '--engine', 'wasm');
  expect(said).toMatchObject({ engine: 'native', attribution: { shape: [1, 3, 3, 1] } });
  for (const [method, needs] of [
    ['Gradient', 'gradients'],
    ['LRP', 'gradients'],
    ['GradCAM', 'feature maps'],
  ]) {
    const { code, stderr } = await xai([...nine, ...model, '--method', method]);
    expect(stderr).toContain(`${method} needs ${needs}. The model uses operators`);
    expect(stderr).toContain('Det (1)');
    expect(code).toBe(1);
  }
});

test('weights in other files are read only if they may be', async () => {
  const model = ['explain', '--model', fixture('external.onnx'), '--csv', file('rows.csv'), '--out', file('rows.svg')];
  writeFileSync(file('rows.csv'), 'a,b\n1,2\n');
  const refused = await xai([...model, '--json']);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('external.bin');
  expect(refused.stderr).toContain('Here, --external-data allows files in the folder of the model.');
  const { stdout } = await xai([...model, '--json', '--external-data']);
  expect(JSON.parse(stdout).output).toEqual({ index: 1, value: 22 });
});

test('a file that is no model, or is missing', async () => {
  writeFileSync(file('wrong.onnx'), 'PNG');
  const wrong = await xai([...nine, '--model', file('wrong.onnx')]);
  expect(wrong).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/wrong\.onnx cannot be loaded: .* no ONNX model/),
  });
  const missing = await xai([...nine, '--model', 'nowhere.onnx']);
  expect(missing.stderr).toBe('error: Cannot read the model nowhere.onnx: there is no such file or folder.\n');
});

test('inspect: what it takes, its operators, its classes, and all methods work', async () => {
  const said = JSON.parse((await xai(['inspect', lenet, '--try', '--engine', 'wasm', '--json'])).stdout);
  expect(said).toMatchObject({
    format: 'onnx',
    layout: 'channels-first',
    modality: 'image',
    inputs: [{ shape: [null, 28, 28, 1] }],
    outputs: [{ shape: [null, 10] }],
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  });
  expect(said.operations).toMatchObject({ Conv: 2, Gemm: 3, Relu: 4 });
  expect(said.methods.every(({ works }: { works: boolean }) => works)).toBe(true);
  const { stdout } = await xai(['inspect', lenet]);
  expect(stdout).toContain('an ONNX model, from');
  expect(stdout).toContain('channels first in the file');
});

test('inspect: an operator that only onnxruntime has', async () => {
  const { stdout } = await xai(['inspect', fixture('determinant.onnx'), '--try', '--engine', 'wasm']);
  expect(stdout).toMatch(/Gradient +no: Gradient needs gradients.*Det \(1\)/);
  expect(stdout).toMatch(/KernelSHAP +yes/);
});
