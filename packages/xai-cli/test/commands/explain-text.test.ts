import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { methods, useBackend } from '../../src';
import type { ExplainReport } from '../../src/explain/explain-report';
import { packageFolder } from '../../src/package-folder';
import { expectAlike } from '../support/alike';
import { oneOfEachGroup } from '../support/methods';
import { instead, temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const shipped = (...parts: string[]) => path.join(packageFolder(), 'test', 'fixtures', 'spam', ...parts);
const goodbye = readFileSync(shipped('samples', 'goodbye.txt'), 'utf8');
const mail = ['explain', '--model', shipped('model.json'), '--text', goodbye, '--out', file('mail.html')];

async function report(...more: string[]): Promise<ExplainReport> {
  const { code, stdout, stderr } = await xai(instead([...mail, '--json'], more));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('words are found, and coloured on a page', async () => {
  const said = await report('--seed', '1');
  expect(said).toMatchObject({
    method: 'KernelSHAP',
    input: goodbye,
    output: { index: 1, name: 'spam' },
    attribution: { shape: [1, 128] },
    seed: 1,
  });
  const page = readFileSync(file('mail.html'), 'utf8');
  expect(page).toContain('<h1>What speaks for spam</h1>');
  expect(page).toMatch(/<span title="[^"]*" style="[^"]*">wealthy<\/span>/);
  expect(page).toContain('speaks against');
});

test.each(oneOfEachGroup(methods.filter(({ inputs }) => inputs.includes('text'))))(
  '%s explains a mail, natively and by wasm alike',
  async (method) => {
    const seed = methods.find(({ name }) => name === method)?.options.some(({ name }) => name === 'seed')
      ? ['--seed', '1']
      : [];
    const native = await report('--method', method, '--engine', 'native', ...seed);
    expect(native).toMatchObject({ engine: 'native', output: { name: 'spam' } });
    const wasm = await report('--method', method, '--engine', 'wasm', ...seed);
    expectAlike(wasm.attribution, native.attribution);
  },
);

test('an ONNX file says the same', async () => {
  const asked = ['--method', 'LIME', '--seed', '1'];
  const [layers, onnx] = [await report(...asked), await report(...asked, '--model', shipped('spam.onnx'))];
  expectAlike(onnx.attribution, layers.attribution);
  expect(onnx.prediction.map(({ name }) => name)).toEqual(['spam', 'ham']);
});

test('colours on a terminal; a name made of its first words', async () => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const asked = ['explain', '--model', shipped('model.json'), '--text', 'Buy, now: <b>cheap</b>!'];
    const { stdout } = await xai(asked, { isTTY: true });
    expect(stdout).toContain('buy-now-b-KernelSHAP.html');
    expect(stdout).toContain('\x1b[48;2;');
    expect(existsSync('buy-now-b-KernelSHAP.html')).toBe(true);
    expect(readFileSync('buy-now-b-KernelSHAP.html', 'utf8')).not.toContain('<b>');
  } finally {
    process.chdir(before);
  }
});

test('what the model has no place for is cut off, and said', async () => {
  const { code, stderr } = await xai(instead(mail, ['--text', 'free money '.repeat(70)]));
  expect(stderr).toBe('warning: The model reads 128 words; the other 12 of the text are cut off.\n');
  expect(code).toBe(0);
});

test('a picture in every format', async () => {
  for (const [name, start] of [
    ['mail.png', '\x89PNG'],
    ['mail.svg', '<svg '],
    ['mail.ansi', '\x1b['],
  ]) {
    expect((await xai([...mail, '--out', file(name)])).code).toBe(0);
    expect(readFileSync(file(name), 'latin1').slice(0, start.length)).toBe(start);
  }
});

describe('a model that no description lies beside', () => {
  const bare = file('bare.onnx');
  const asked = ['--model', bare, '--method', 'LIME', '--seed', '1'];
  beforeAll(() => {
    mkdirSync(path.dirname(bare), { recursive: true });
    copyFileSync(shipped('spam.onnx'), bare);
  });

  test('needs a vocabulary', async () => {
    const { code, stdout, stderr } = await xai(instead(mail, asked));
    expect(stderr).toContain('expected --vocabulary, a file with the words in the order of their ids');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('takes one as JSON, or a line a word', async () => {
    const known = await report('--method', 'LIME', '--seed', '1');
    const words: string[] = JSON.parse(readFileSync(shipped('vocabulary.json'), 'utf8'));
    writeFileSync(file('words.txt'), words.map((word) => `${word}\n`).join(''));
    for (const vocabulary of [shipped('vocabulary.json'), file('words.txt')]) {
      const said = await report(...asked, '--vocabulary', vocabulary);
      expect(said.attribution.sum).toBeCloseTo(known.attribution.sum, 3);
      expect(said.output).toEqual({ index: 1, value: expect.closeTo(known.output.value, 4) });
    }
  });

  test('or a description somewhere else', async () => {
    expect((await report(...asked, '--meta', shipped('meta.json'))).output.name).toBe('spam');
  });

  test.each([
    ['{"a": 1}', 'holds no words; expected a JSON array of words, or a line a word'],
    ['["a", "b"]', 'has none of [padding], [pad]'],
  ])('a vocabulary that is none: %s', async (content, message) => {
    writeFileSync(file('wrong.json'), content);
    const { code, stderr } = await xai([...mail, ...asked, '--vocabulary', file('wrong.json')]);
    expect(stderr).toContain(message);
    expect(code).toBe(1);
  });
});

test.each([
  ['a text without words', ['--text', ' '], 2, '--text has no words'],
  ['a class that is none', ['--output', 'spm'], 2, 'Did you mean spam?'],
  ['a missing vocabulary', ['--vocabulary', 'no.txt'], 1, 'Cannot read the vocabulary no.txt'],
  ['a missing description', ['--meta', 'no.json'], 1, 'Cannot read the description no.json'],
  ['an option for tables', ['--row', '1'], 2, '--row is about a table, and a text is explained'],
  ['noise on words', ['--method', 'SmoothGrad'], 2, 'SmoothGrad explains inputs of the kind image, not text'],
] as const)('%s', async (_, options, expected, message) => {
  const { code, stdout, stderr } = await xai(instead(mail, options));
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
});

describe('a model of texts of any length, with a filter over five words', () => {
  const ids = ['<pad>', '<unk>', 'did', "n't", 'good', 'film'];
  const model = ['explain', '--model', file('filter/model.json'), '--vocabulary', file('filter/words.txt')];
  const asked = (...more: string[]) => xai([...model, '--engine', 'cpu', '--out', file('filter.html'), ...more]);

  beforeAll(async () => {
    await useBackend('cpu');
    const net = sequential({
      layers: [
        layers.embedding({ inputDim: 6, outputDim: 2, inputShape: [null as unknown as number] }),
        layers.conv1d({ filters: 2, kernelSize: 5 }),
        layers.globalMaxPooling1d({}),
        layers.dense({ units: 2 }),
      ],
    });
    mkdirSync(file('filter'));
    const weights = net.getWeights();
    const specs = weights.map((weight, at) => ({
      name: net.weights[at].originalName,
      shape: weight.shape,
      dtype: 'float32',
    }));
    const bytes = await Promise.all(weights.map(async (weight) => Buffer.from((await weight.data()).slice().buffer)));
    writeFileSync(file('filter/weights.bin'), Buffer.concat(bytes));
    const modelTopology = net.toJSON(undefined, false);
    const weightsManifest = [{ paths: ['weights.bin'], weights: specs }];
    writeFileSync(
      file('filter/model.json'),
      JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest }),
    );
    writeFileSync(file('filter/words.txt'), `${ids.join('\n')}\n`);
    net.dispose();
  });

  test('a short text is padded to what the filter takes', async () => {
    for (const [text, length] of [
      ['good', 5],
      ['good film good film good film', 6],
    ] as const) {
      const { code, stdout, stderr } = await asked('--text', text, '--json');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(JSON.parse(stdout).attribution.shape).toEqual([1, length]);
    }
  });

  test('what an apostrophe joins is taken apart where the vocabulary has the parts', async () => {
    await asked('--text', "He didn't, he DIDN\u2019T");
    const page = readFileSync(file('filter.html'), 'utf8');
    const words = [...page.matchAll(/<span title[^>]*>([^<]*)<\/span>/g)].map(([, word]) => word);
    expect(words).toEqual(
      ['He', 'did', "n't", ',', 'he', 'DID', 'N\u2019T'].map((word) =>
        expect.stringMatching(word.replace("'", '.{1,6}')),
      ),
    );
  });

  test('words of another model have ids that this one lacks', async () => {
    writeFileSync(file('filter/words.txt'), `${[...ids, 'surplus'].join('\n')}\n`);
    const { code, stderr } = await asked('--text', 'surplus');
    expect(stderr).toContain('The vocabulary has the id 6; expected ids from 0 to 5');
    expect(code).toBe(1);
  });
});
