import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readPng } from 'vision-heatmaps/png';
import { methods } from '../../src';
import type { Summary } from '../../src/demo/summary';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const out = path.join(folder, 'demo');

const groups = [
  'gradients',
  'references',
  'backpropagation',
  'relevance',
  'class-activation-maps',
  'perturbation',
  'model-agnostic',
];
const examples = ['transformer', 'mails', 'weather', 'penguin', 'temperature'];
const pictures = ['nine-or-four', 'nine', ...groups, ...examples].map((name) => `${name}.png`);
const drawings = ['transformer.svg', 'mails.html', 'weather.svg', 'penguin.svg', 'temperature.svg'];

test('the demo explains ten digits by every method, and proves what it shows', async () => {
  const { code, stdout, stderr } = await xai(['demo', '--out', out], { isTTY: true });
  expect(code).toBe(0);
  const said: Summary = JSON.parse(readFileSync(path.join(out, 'summary.json'), 'utf8'));

  expect(readdirSync(out).sort()).toEqual([...pictures, ...drawings, 'summary.json', 'summary.md'].sort());
  for (const picture of pictures) expect((await readPng(path.join(out, picture))).width).toBeGreaterThan(700);
  expect(new Set(said.methods.map(({ name }) => name.split(/[( ]/)[0]))).toEqual(
    new Set(methods.filter(({ inputs }) => inputs.includes('image')).map(({ name }) => name)),
  );
  expect(said.questions).toHaveLength(12);

  // without the top of its loop the nine is a four
  expect(said.erasure).toMatchObject({ before: 9, after: 4 });
  expect(said.erasure.pixels).toBeLessThan(20);

  const errors = (name: string) => said.methods.find((one) => one.name === name)?.completenessErrors ?? [];
  const [nine, , , ...others] = errors('IntegratedGradients');
  expect(nine).toBeLessThan(1e-3);
  expect(Math.max(...others)).toBeLessThan(5e-3);
  expect(Math.max(...errors('DeepLift'))).toBeLessThan(1e-4);

  // each of the other examples, by three methods
  expect(said.engine).toBe('wasm');
  expect(said.examples.map(({ example }) => example)).toEqual(
    examples.flatMap((name) => Array(name === 'mails' ? 6 : 3).fill(name)),
  );
  const explained = new Map(said.examples.map(({ example, output }) => [example, output.name]));
  expect([...explained.values()]).toEqual(['9', 'spam', 'winter', 'Chinstrap', "tomorrow's maximum (°C)"]);
  const page = readFileSync(path.join(out, 'mails.html'), 'utf8');
  for (const word of ['Read as spam', 'Read as ham', '>wealthy<', '>Linux<']) expect(page).toContain(word);
  for (const text of ['IntegratedGradients', 'maximum (°C)', 'city = Seattle'])
    expect(readFileSync(path.join(out, 'temperature.svg'), 'utf8')).toContain(text);

  const markdown = readFileSync(path.join(out, 'summary.md'), 'utf8');
  for (const picture of pictures) expect(markdown).toContain(`![${picture}](${picture})`);

  // what a terminal shows
  expect(stdout).toContain('▀');
  expect(stdout).toContain('the model reads a 4.');
  expect(stdout).toContain('IntegratedGradients');
  expect(stdout).toContain('Which words make a mail spam? AttnLRP says:');
  expect(stdout).toMatch(/beak length \(mm\) = 51 +│█/);
  expect(stdout).toContain(path.join(out, 'nine.png'));
  expect(stderr).toContain('FeatureAblation');
});

test('it can be aborted', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 500);
  const { code, stderr } = await xai(['demo', '--out', path.join(folder, 'none')], { signal: controller.signal });
  expect({ code, stderr }).toEqual({ code: 130, stderr: 'Stopped.\n' });
});
