import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readPng } from 'vision-heatmaps/png';
import { deserialize } from 'xai-base';
import { writeGraphModel } from '../../../../tooling/jest/graph-model';
import { demoDigit, demoModel, methods } from '../../src';
import type { ExplainReport } from '../../src/explain/explain-report';
import { expectAlike } from '../support/alike';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const nine = ['explain', '--model', demoModel(), '--input', demoDigit(9), '--out', file('nine.png')];

async function report(...more: string[]): Promise<ExplainReport> {
  const { code, stdout, stderr } = await xai([...nine, '--json', ...more]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('the report says what was predicted and explained, and the files hold it', async () => {
  const said = await report('--method', 'IntegratedGradients', '--save', file('deep/nine.safetensors'));
  expect(said).toMatchObject({
    method: 'IntegratedGradients',
    model: demoModel(),
    input: demoDigit(9),
    engine: 'native',
    output: { index: 9 },
    attribution: { shape: [1, 28, 28, 1] },
    heatmap: file('nine.png'),
    explanation: file('deep/nine.safetensors'),
  });
  expect(said.prediction[0].index).toBe(9);
  expect(said.prediction).toHaveLength(5);
  expect(said.relativeCompletenessError).toBeLessThan(1e-3);
  expect((await readPng(file('nine.png'))).width).toBeGreaterThan(448);

  const kept = deserialize(readFileSync(file('deep/nine.safetensors')));
  const sum = Array.from(await kept.val.data()).reduce((total, value) => total + value, 0);
  expect(sum).toBeCloseTo(said.attribution.sum, 4);
  kept.dispose();
});

const ofImages = methods.filter(({ inputs }) => inputs.includes('image'));

test.each(ofImages.map(({ name }) => name))('%s explains the nine', async (method) => {
  const few = ['SmoothGrad', 'NoiseAugmentation', 'GradientSHAP'].includes(method) ? ['--samples', '3'] : [];
  const said = await report('--method', method, '--plain', ...few);
  expect(said.output.index).toBe(9);
  expect(Number.isFinite(said.attribution.sum)).toBe(true);
  const { width, height } = await readPng(file('nine.png'));
  expect([width, height]).toEqual([method === 'CRP' ? 5 * 28 : 28, 28]); // a map for each of five features
});

test('LRP takes a composite by name', async () => {
  const zero = await report('--method', 'LRP', '--composite', 'zero');
  const flat = await report('--method', 'LRP', '--composite', 'EpsilonPlusFlat');
  expect(flat.attribution.sum).not.toBeCloseTo(zero.attribution.sum, 6);
  const { code, stderr } = await xai([...nine, '--method', 'LRP', '--composite', 'Omega']);
  expect(code).toBe(2);
  expect(stderr).toContain('one of EpsilonPlus, EpsilonPlusFlat');
});

test('CRP shows as many features of a layer as it is told', async () => {
  const { attribution } = await report('--method', 'CRP', '--layer', 'conv2d_2', '--top', '2');
  expect(attribution.shape).toEqual([2, 28, 28, 1]);
});

test('the contrast of two outputs is the difference of their explanations', async () => {
  const method = ['--method', 'InputTimesGradient'];
  const [nineOnly, four, contrast] = [
    await report(...method, '--output', '9'),
    await report(...method, '--output', '4'),
    await report(...method, '--against', '4'),
  ];
  expect(contrast.output).toEqual({
    index: 9,
    name: '9',
    against: 4,
    againstName: '4',
    value: nineOnly.output.value - four.output.value,
  });
  expect(contrast.attribution.sum).toBeCloseTo(nineOnly.attribution.sum - four.attribution.sum, 3);
});

test('a seed repeats random draws, on every engine', async () => {
  const method = ['--method', 'NoiseAugmentation', '--of', 'Gradient', '--samples', '4', '--std', '0.2', '--seed', '5'];
  const [first, again, onCpu] = [
    await report(...method),
    await report(...method, '--batch-size', '2'),
    await report(...method, '--engine', 'cpu'),
  ];
  expect(first.seed).toBe(5);
  expectAlike(again.attribution, first.attribution);
  expectAlike(onCpu.attribution, first.attribution);
});

test('a background of other digits, a reference and a normalization are used', async () => {
  const background = ['--background', demoDigit(4), demoDigit(7), '--samples', '5', '--seed', '1'];
  expect((await report('--method', 'GradientSHAP', ...background)).method).toBe('GradientSHAP');
  const black = await report('--method', 'DeepLift');
  const white = await report('--method', 'DeepLift', '--reference', '1');
  expect(white.attribution.sum).not.toBeCloseTo(black.attribution.sum, 1);
  const scaled = await report('--method', 'DeepLift', '--normalize', '0,1');
  expectAlike(scaled.attribution, black.attribution);
  const inverted = await report('--method', 'Gradient', '--invert', '--normalize', '1,2');
  expect(inverted.prediction[0].value).not.toBeCloseTo(black.prediction[0].value, 1);
});

test('for people: text, and on a terminal colours and progress', async () => {
  const plain = await xai([...nine, '--method', 'IntegratedGradients']);
  expect(plain.stderr).toBe('');
  expect(plain.stdout).toContain('Top outputs   9 (');
  expect(plain.stdout).toMatch(/Completeness {2}off by .* % of the sum/);
  expect(plain.stdout).not.toContain('\x1b');
  const watched = await xai([...nine, '--method', 'IntegratedGradients'], { isTTY: true });
  expect(watched.stdout).toContain('▀');
  expect(watched.stderr).toContain('100 % IntegratedGradients');
});

test('without --out the picture gets a name of its own', async () => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const { stdout } = await xai(['explain', '--model', demoModel(), '--input', demoDigit(9), '--method', 'gradient']);
    expect(stdout).toContain('9-Gradient.png');
    expect(existsSync('9-Gradient.png')).toBe(true);
  } finally {
    process.chdir(before);
  }
});

test('a graph-model is explained, too', async () => {
  const model = writeGraphModel(file('graph'));
  const ask = (...more: string[]) =>
    xai(['explain', '--model', model, '--input', demoDigit(9), '--out', file('graph.png'), ...more]);
  const said: ExplainReport = JSON.parse((await ask('--json', '--method', 'Gradient', '--output', '1')).stdout);
  expect(said.attribution).toEqual({ shape: [1, 2, 2, 1], sum: 10, min: 1, max: 4 });
  const { code, stderr } = await ask('--method', 'GradCAM');
  expect(code).toBe(1);
  expect(stderr).toContain('The graph has no feature maps with a space; expected a convolutional model');
});

test('an abort ends with code 130', async () => {
  const controller = new AbortController();
  const work = xai([...nine, '--method', 'SmoothGrad', '--samples', '100000'], { signal: controller.signal });
  setTimeout(() => controller.abort(), 300);
  expect(await work).toEqual({ code: 130, stdout: '', stderr: 'Stopped.\n' });
});
