import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { encodePng } from 'vision-heatmaps/png';
import { MetricTable, type PlainTable } from 'xai-metrics';
import { convolutionalGraph } from '../../../xai-recipes/test/support/convolutional-graph';
import { packageFolder } from '../../src/package-folder';
import { builtXai } from '../support/built-xai';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const models = path.join(packageFolder(), 'models');
const lenet = path.join(models, 'lenet', 'model.json');
const penguins = [
  '--model',
  path.join(models, 'penguins', 'model.json'),
  '--data',
  path.join(models, 'penguins', 'background.csv'),
];
const digits = ['--model', lenet, '--data', path.join(models, 'digits')];
let outputs = 0;
const newOut = () => path.join(folder, `out-${outputs++}`);
const read = (...names: string[]) => readFileSync(path.join(...names), 'utf8');
const evaluate = (out: string, ...more: string[]) => xai(['evaluate', '--out', out, '--engine', 'wasm', ...more]);
const tableIn = (out: string) => MetricTable.fromJSON(JSON.parse(read(out, 'table.json')));

/** A graph-model of images of 6 x 6, with two layers. */
function graphModel(): string {
  const place = path.join(folder, 'graph');
  mkdirSync(place, { recursive: true });
  for (const [name, content] of Object.entries(convolutionalGraph())) writeFileSync(path.join(place, name), content);
  return path.join(place, 'model.json');
}

/** A folder with an image that is none. */
function brokenImages(): string {
  const place = path.join(folder, `broken-${outputs++}`);
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'broken.png'), 'no image');
  return place;
}

/** A folder of images for it. */
function smallImages(count = 6): string {
  const place = path.join(folder, `small-${count}`);
  mkdirSync(place, { recursive: true });
  for (let image = 0; image < count; image++) {
    const data = Uint8ClampedArray.from({ length: 144 }, (_, k) =>
      k % 4 === 3 ? 255 : 255 * Math.abs(Math.sin(Math.floor(k / 4) * (image + 1))),
    );
    writeFileSync(path.join(place, `${image}.png`), encodePng({ width: 6, height: 6, data }));
  }
  return place;
}

function mails(): string {
  const file = path.join(folder, 'mails.txt');
  writeFileSync(file, 'a mail\nanother mail\n');
  return file;
}

/** What lies in a folder: the bytes by name. */
const contents = (place: string) =>
  Object.fromEntries(
    readdirSync(place)
      .sort()
      .map((name) => [name, readFileSync(path.join(place, name), 'base64')]),
  );

describe('xai evaluate', () => {
  it('judges methods side by side, and writes a table, curves and a page that needs no network', async () => {
    const out = newOut();
    const asked = [
      '--methods',
      'Gradient,InputTimesGradient',
      '--metrics',
      'Deletion',
      'Completeness',
      '--samples',
      '20',
    ];
    const { code, stdout, stderr } = await evaluate(out, ...penguins, ...asked);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^About \d+ evaluations of the model: \d+ for each of 20 samples\.\n$/);
    expect(stdout).toMatch(/Method +Deletion ↓ +Completeness ↓/);
    const table = tableIn(out);
    expect(table.analyzers).toEqual(['Gradient', 'InputTimesGradient', 'random', 'edges', 'input']);
    expect(table.values('Gradient', 'Deletion')).toHaveLength(20);
    expect(readdirSync(out).sort()).toEqual([
      'curves.svg',
      'index.html',
      'journal.jsonl',
      'run.json',
      'table.json',
      'table.md',
      'table.svg',
    ]);
    const page = read(out, 'index.html');
    expect(page).not.toMatch(/(src|href)=|url\(|@import|<script/);
    expect(page).toContain('InputTimesGradient');
    const before = contents(out);
    await evaluate(out, ...penguins, ...asked);
    expect(contents(out)).toEqual(before);
    const other = await evaluate(out, ...penguins, ...asked, '--seed', '2');
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('holds another run') });
  });

  it('with --dry-run says what it takes, and writes nothing', async () => {
    const out = newOut();
    const asked = [
      '--methods',
      'IntegratedGradients',
      '--metrics',
      'Deletion',
      'MaxSensitivity',
      '--samples',
      '7',
      '--dry-run',
      '--json',
    ];
    const { stdout } = await evaluate(out, ...penguins, ...asked);
    const { methods, evaluations, perSample } = JSON.parse(stdout);
    const [gradients, random] = methods;
    // itself, itself and ten neighbours for the sensitivity; six points of a path of five columns; the sample itself
    expect(gradients).toEqual({
      name: 'IntegratedGradients',
      explanation: 50,
      explanations: 12,
      perSample: 12 * 50 + 6 + 1,
    });
    expect(random).toMatchObject({ name: 'random', explanation: 1, perSample: 12 + 6 });
    expect(evaluations).toBe(7 * perSample);
    expect(existsSync(out)).toBe(false);
  });

  it('--sanity finds methods that do not look at what was learnt', async () => {
    const out = newOut();
    const { stdout, stderr } = await evaluate(
      out,
      ...digits,
      '--methods',
      'Gradient,GuidedBackprop,Deconvnet',
      '--metrics',
      'Sparseness',
      '--sanity',
    );
    expect(stderr).not.toContain('error');
    const findings = JSON.parse(read(out, 'sanity.json')) as { method: string; metric: string; fails: boolean }[];
    const failing = (metric: string) =>
      findings.filter((one) => one.metric === metric && one.fails).map(({ method }) => method);
    expect(failing('MPRT')).toEqual(['GuidedBackprop', 'Deconvnet', 'random', 'edges', 'input']);
    expect(failing('RandomLogit')).toEqual(['GuidedBackprop', 'Deconvnet', 'random', 'edges', 'input']);
    expect(stdout).toMatch(/Deconvnet fails MPRT \(0\.\d+\): it hardly depends on what the model has learnt\./);
    expect(read(out, 'index.html')).toContain('GuidedBackprop fails MPRT');
  });

  it.each([
    ['an ONNX file', () => path.join(models, 'lenet', 'lenet.onnx'), () => path.join(models, 'digits')],
    ['a graph-model', graphModel, smallImages],
  ])('--sanity takes the weights of %s away, too', async (_, model, data) => {
    const out = newOut();
    const asked = [
      '--methods',
      'Gradient',
      'InputTimesGradient',
      '--metrics',
      'Sparseness',
      '--samples',
      '6',
      '--sanity',
    ];
    const { code, stderr } = await evaluate(out, '--model', model(), '--data', data(), ...asked);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^About/) });
    const { stages, count } = tableIn(out).curve('Gradient', 'MPRT');
    expect(count).toBe(6);
    expect(stages!.length).toBeGreaterThan(2); // the trained model, and one a layer
    const said = JSON.parse(read(out, 'sanity.json')) as {
      method: string;
      metric: string;
      mean: number;
      fails: boolean;
    }[];
    const of = (method: string) => said.find((one) => one.method === method && one.metric === 'MPRT')!;
    expect(of('random')).toMatchObject({ mean: 1, fails: true }); // it looks at no model
    expect(of('Gradient').mean).toBeLessThan(1);
  });

  it('--patterns says what the model does with the data, class by class', async () => {
    const out = newOut();
    const asked = ['--methods', 'InputTimesGradient', '--metrics', 'Sparseness', '--samples', '30', '--patterns'];
    expect(await evaluate(out, ...penguins, ...asked)).toMatchObject({ code: 0 });
    const page = read(out, 'index.html');
    expect(page).toContain('<h2>What the model does</h2>');
    expect(page).toContain('<h3>Adelie</h3>');
    expect(page).toMatch(/<p>\d+ explanations: most of all /);
    const refused = await evaluate(newOut(), '--model', lenet, '--data', mails(), '--kind', 'text', '--patterns');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--patterns was asked for of texts') });
  });

  it('--truth judges the methods where it is known what they must find', async () => {
    const out = newOut();
    const asked = ['--methods', 'Gradient,InputTimesGradient,GradCAM', '--metrics', 'Sparseness', '--samples', '10'];
    const plan = await evaluate(out, ...digits, ...asked, '--truth', 'tables,decoys', '--dry-run', '--json');
    const { truth } = JSON.parse(plan.stdout);
    // an explanation of each sample; a map is made of nothing else, and the truth asks no model
    expect(truth).toEqual([
      { name: 'tables, MLP', training: 8000 * 40, evaluations: 10 * 2 + 10 * 3 },
      { name: 'decoys, the model', training: 0, evaluations: 10 * 2 + 10 * 3 },
    ]);
    expect(existsSync(out)).toBe(false);
    const { code, stdout, stderr } = await evaluate(out, ...digits, ...asked, '--truth', 'tables', 'decoys');
    expect(stderr).toContain('Where the truth is known, 2 small models: about 320000 samples to learn from');
    expect(code).toBe(0);
    expect(stdout).toContain('InputTimesGradient finds what is known in ');
    const cases = JSON.parse(read(out, 'truth.json')) as { name: string; accuracy: number; table: PlainTable }[];
    expect(cases.map(({ name }) => name)).toEqual(['tables, MLP', 'decoys, the model']);
    const [tables, decoys] = cases.map(({ table }) => MetricTable.fromJSON(table));
    expect(cases[0].accuracy).toBeGreaterThan(0.8);
    expect(tables.analyzers).toEqual(['Gradient', 'InputTimesGradient', 'random', 'edges', 'input']);
    // the other digit has no say but for its own class: what is explained is on its own side
    expect(decoys.summary('InputTimesGradient', 'ImportanceMassAccuracy').mean).toBeGreaterThan(0.9);
    // of 2 x 784 magnitudes, whose deviation is at most .76 of their mean, the share of a half has a deviation of .76 / sqrt(8 x 784) = .0096; four of those of the mean of ten
    expect(Math.abs(decoys.summary('random', 'ImportanceMassAccuracy').mean - 0.5)).toBeLessThan((4 * 0.0096) / Math.sqrt(10)); // biome-ignore format: one idea
    const page = read(out, 'index.html');
    expect(page).toContain('<h2>Where the truth is known</h2>');
    expect(page).toMatch(/<td>tables, MLP<\/td><td>[89]\d %<\/td><td>/);
    expect(page).toMatch(/<td>decoys, the model<\/td><td>100 %<\/td><td><b>(1|0\.9\d*)<\/b><\/td>/);
    const before = contents(out);
    await evaluate(out, ...digits, ...asked, '--truth', 'tables', 'decoys');
    expect(contents(out)).toEqual(before);
  });

  it('leaves out what is broken, and says so', async () => {
    const data = path.join(folder, 'images');
    for (const digit of [3, 7]) cpSync(path.join(models, 'digits', `${digit}.png`), path.join(data, `${digit}.png`));
    writeFileSync(path.join(data, '5.png'), 'no image');
    const out = newOut();
    const { stderr } = await evaluate(
      out,
      '--model',
      lenet,
      '--data',
      data,
      '--methods',
      'GradCAM',
      '--metrics',
      'Deletion',
      'ROAD',
      'IROF',
    );
    expect(stderr).toContain('1 items were left out, such as 5.png');
    expect(tableIn(out).values('GradCAM', 'ROAD')).toHaveLength(2);
    expect(read(out, 'index.html')).toContain('<h2>Left out</h2>');
  });

  it.each([
    [['--metrics', 'Delation'], '--metrics Delation is none', 'Did you mean Deletion?'],
    [['--metrics', 'ROAD'], '--metrics ROAD is none', 'expected all, or some of'],
    [['--truth', 'tres'], '--truth tres is none', 'Did you mean tris?'],
    [['--truth', 'decoys'], '--truth decoys is none', 'Decoys are pairs of images'],
    [['--methods', 'CRP'], 'CRP', 'one map of the input'],
    [['--methods', 'Gradiant'], 'Gradiant', 'did you mean Gradient?'],
  ])('refuses %s', async (options, ...messages) => {
    const { code, stderr } = await evaluate(newOut(), ...penguins, ...options);
    expect(code).toBe(2);
    for (const message of messages) expect(stderr).toContain(message);
  });
});

test.each([
  ['data that are not there', [lenet, 'nowhere'], 'Cannot read the image nowhere: there is no such file or folder.'],
  ['images that cannot be read', [lenet, brokenImages()], 'None of the 1 items of', 'broken.png cannot be read'],
  [
    'a model that no usual method explains',
    [path.join(models, 'mails', 'model.onnx'), path.join(models, 'mails', 'samples')],
    'None of the usual methods explains the model; expected --methods with some that do. Gradient: Each text has masks',
  ],
])('xai evaluate refuses %s', async (_, [model, data], ...messages) => {
  const { code, stderr } = await evaluate(newOut(), '--model', model, '--data', data, '--metrics', 'Sparseness');
  expect(code).not.toBe(0);
  for (const message of messages) expect(stderr).toContain(message);
});

test('a first item that cannot be read is left out, as others are', async () => {
  const [data, out] = [brokenImages(), newOut()];
  cpSync(path.join(models, 'digits', '9.png'), path.join(data, 'nine.png'));
  const asked = ['--methods', 'Gradient', '--metrics', 'Sparseness'];
  const { code, stderr } = await evaluate(out, '--model', lenet, '--data', data, ...asked);
  expect(stderr).toContain('1 items were left out, such as broken.png');
  expect(code).toBe(0);
  expect(tableIn(out).values('Gradient', 'Sparseness')).toHaveLength(1);
});

describe('xai evaluate, by threads', () => {
  let bin = '';
  let small: string[] = [];
  beforeAll(async () => {
    bin = await builtXai(folder, packageFolder());
    const data = smallImages(30);
    writeFileSync(path.join(data, '3-broken.png'), 'no image');
    small = ['--model', graphModel(), '--data', data];
  });
  const start = (out: string, workers: number) => {
    const asked = [
      '--methods',
      'Gradient',
      'IntegratedGradients',
      '--metrics',
      'Deletion',
      'MaxSensitivity',
      'Consistency',
    ];
    const how = ['--batch-size', '1', '--engine', 'cpu', '--workers', String(workers)];
    const argv = ['evaluate', ...small, '--out', out, ...asked, ...how];
    return spawn(process.execPath, [bin, ...argv], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  /** Ends with its code, and says what it told. */
  const ended = async (child: ChildProcess) => {
    const told: string[] = [];
    child.stderr!.on('data', (text) => told.push(String(text)));
    const [code, signal] = await once(child, 'exit');
    return { code, signal, told: told.join('') };
  };
  const judged = (out: string) =>
    existsSync(path.join(out, 'journal.jsonl')) ? read(out, 'journal.jsonl').split('\n').length : 0;
  /** What lies in a folder; the lines of the journal in no order, as threads write them when they have them. */
  const found = (out: string) => ({
    ...contents(out),
    'journal.jsonl': [...new Set(read(out, 'journal.jsonl').split('\n'))].sort(),
  });

  it('gives the same to the last digit by one, by several, and however often it is killed or stopped', async () => {
    const [alone, together, killed] = [newOut(), newOut(), newOut()];
    for (const { code, told } of await Promise.all([start(alone, 1), start(together, 3)].map(ended))) {
      expect(code).toBe(0);
      expect(told).toContain('1 items were left out, such as 3-broken.png');
    }
    expect(found(together)).toEqual(found(alone));
    for (const signal of ['SIGKILL', 'SIGINT'] as const) {
      const child = start(killed, 2);
      const end = ended(child);
      const before = judged(killed);
      while (judged(killed) < before + 3 && child.exitCode === null) await setTimeout(5);
      child.kill(signal);
      expect(await end).toMatchObject(signal === 'SIGINT' ? { code: 130 } : { signal });
    }
    expect(existsSync(path.join(killed, 'index.html'))).toBe(false);
    expect(await ended(start(killed, 3))).toMatchObject({ code: 0 });
    expect(found(killed)).toEqual(found(alone));
  });

  it('an error of one thread ends all', async () => {
    const out = newOut();
    const child = start(out, 3);
    const end = ended(child);
    while (judged(out) < 2 && child.exitCode === null) await setTimeout(5);
    rmSync(path.join(out, 'journal.jsonl'));
    mkdirSync(path.join(out, 'journal.jsonl')); // what is found cannot be written
    const { code, told } = await end;
    expect(code).toBe(1);
    expect(told).toContain('EISDIR');
  });
});
