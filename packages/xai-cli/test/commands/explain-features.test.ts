import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { deserialize } from 'xai-base';
import { demoDigit, demoModel, loadModel, useBackend } from '../../src';
import type { ExplainReport } from '../../src/explain/explain-report';
import { packageFolder } from '../../src/package-folder';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const shipped = (...parts: string[]) => path.join(packageFolder(), 'models', ...parts);

const penguin = [
  '--model',
  shipped('penguins', 'model.json'),
  '--csv',
  shipped('penguins', 'samples.csv'),
  '--row',
  '2',
];
const winter = ['--model', shipped('seasons', 'model.json'), '--series', shipped('seasons', 'samples', 'winter.csv')];
const nine = ['--model', demoModel(), '--input', demoDigit(9)];

async function explain(asked: string[], picture = 'picture.png'): Promise<ExplainReport> {
  const given = ['explain', ...asked, '--engine', 'wasm', '--out', file(picture), '--json'];
  const { code, stdout, stderr } = await xai(given);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('Shapley values of segments add up, and the report says to what', async () => {
  const said = await explain([
    ...winter,
    '--method',
    'KernelSHAP',
    '--seed',
    '1',
    '--segments',
    '3',
    '--samples',
    '60',
  ]);
  const { features, expectedValue = Number.NaN, output, standardError, attribution } = said;
  expect(features?.count).toBe(12); // 3 segments of 4 channels
  expect(features?.sum).toBeCloseTo(output.value - expectedValue, 3);
  expect(Math.abs(attribution.sum - (features?.sum ?? 0))).toBeGreaterThan(1); // which has a segment for each of its steps
  expect(standardError === null || typeof standardError === 'number').toBe(true);
  const { stdout } = await xai(['explain', ...penguin, '--engine', 'wasm', '--out', file('a.png')]);
  expect(stdout).toMatch(/sum of its elements [\d.]+/);
  expect(stdout).toMatch(/Features +5, their sum [\d.]+\nExpected +-?[\d.]+ without any feature, [\d.]+ with all/);
  expect(stdout).toContain('none, the values are exact');
});

test('LIME says how well its linear model fits, and of which bins its coefficients are', async () => {
  const said = await explain([...penguin, '--method', 'LIME', '--seed', '1', '--samples', '200'], 'row.ansi');
  expect(said).toMatchObject({ score: expect.any(Number), intercept: expect.any(Number) });
  expect(said.localPrediction).toBeCloseTo((said.intercept ?? 0) + (said.features?.sum ?? 0), 3);
  expect(said.comparedWith).toContain('neighbours that are drawn like 60 rows of');
  const bars = readFileSync(file('row.ansi'), 'utf8');
  expect(bars).toMatch(/[\d.]+ < beak length \(mm\) <= [\d.]+|beak length \(mm\) > [\d.]+/);
  expect(bars).toMatch(/sex = male/);
  expect(bars).not.toContain('beak length (mm) =');
});

test('what an image is compared with is what is said', async () => {
  const said = async (...more: string[]) => (await explain([...nine, ...more])).comparedWith;
  expect(await said('--method', 'KernelSHAP', '--seed', '1', '--samples', '20')).toBe('the mean colour of the image');
  expect(await said('--method', 'LIME', '--seed', '1', '--samples', '20')).toBe('the mean colour of each superpixel');
  expect(await said('--method', 'LIME', '--seed', '1', '--samples', '20', '--reference', '1')).toBe('brightness 1');
  expect(await said('--method', 'RISE', '--seed', '1', '--samples', '20', '--keep', '0.5', '--reference', '0.5')).toBe(
    'brightness 0.5',
  );
  const others = ['--background', demoDigit(1), demoDigit(2)];
  expect(await said('--method', 'KernelSHAP', '--seed', '1', '--samples', '20', ...others)).toBe('2 images');
  expect(await said('--method', 'IntegratedGradients', '--steps', '2')).toBe('brightness 0');
  expect(await said('--method', 'Gradient')).toBeUndefined();
});

test('and it is what the numbers come from: the expected value is the output of the reference', async () => {
  await useBackend('wasm');
  const model = (await loadModel(demoModel())).model as LayersModel;
  const outputOf = (brightness: number) =>
    tidy(
      () =>
        (
          model.predict(tensor(new Float32Array(784).fill(brightness), [1, 28, 28, 1])) as ReturnType<typeof tensor>
        ).dataSync()[9],
    );
  for (const brightness of [0, 1]) {
    const asked = [
      '--method',
      'KernelSHAP',
      '--seed',
      '1',
      '--samples',
      '20',
      '--output',
      '9',
      '--reference',
      String(brightness),
    ];
    expect((await explain([...nine, ...asked])).expectedValue).toBeCloseTo(outputOf(brightness), 4);
  }
  model.dispose();
});

test('relevance has the sign of what it speaks for, though the output is below zero, in one and in a difference', async () => {
  const rule = ['--method', 'LRP', '--composite', 'Zero'];
  const values = async (name: string, ...more: string[]) => {
    const said = await explain([...nine, ...rule, ...more, '--save', file(`${name}.safetensors`)]);
    const kept = deserialize(readFileSync(file(`${name}.safetensors`)));
    const numbers = Array.from(await kept.val.data());
    kept.dispose();
    return { said, numbers };
  };
  const outputs = (await explain([...nine, '--method', 'Gradient'])).prediction;
  const below = outputs.find(({ value }) => value < 0)?.index ?? Number.NaN;
  const gradient = await explain([...nine, '--method', 'InputTimesGradient', '--output', String(below)]);
  const [nines, other] = [await values('nine', '--output', '9'), await values('other', '--output', String(below))];
  expect(Math.sign(other.said.attribution.sum)).toBe(Math.sign(gradient.attribution.sum)); // the zero rule is input times gradient
  expect(other.said.attribution.sum).toBeCloseTo(gradient.attribution.sum, 2);
  const both = await values('both', '--output', '9', '--against', String(below));
  both.numbers.forEach((value, at) => {
    expect(value).toBeCloseTo(nines.numbers[at] - other.numbers[at], 3);
  });
});

test('a standard error that is not known is said not to be', async () => {
  const { featureLines, featureReport } = await import('../../src/explain/feature-report');
  const report = featureReport({ featureValues: [[1, 2]], standardErrors: [[0, Number.NaN]], expectedValue: [3] });
  expect(report).toEqual({ features: { count: 2, sum: 3 }, standardError: null, expectedValue: 3 });
  expect(featureLines(report, 6)).toContainEqual(['Errors', expect.stringContaining('not known')]);
  expect(featureReport({ seed: 1 })).toEqual({});
});

test('CRP shows what its features stand for, in parts of other images', async () => {
  const digits = ['--references', shipped('digits')];
  await explain([...nine, '--method', 'CRP', '--top', '2', ...digits], 'concepts.svg');
  const svg = readFileSync(file('concepts.svg'), 'utf8');
  expect(svg.match(/<image /g)).toHaveLength(2 * (2 + 6) + 1);
  expect(svg).toContain('>stands for</text>');
});
