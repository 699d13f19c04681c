import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { int, makeNode } from 'onnx-format';
import { encodePng } from 'vision-heatmaps/png';
import type { ExplainReport } from '../../src/explain/explain-report';
import { floats, onnxFilesIn, value } from '../support/onnx-files';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const fixture = (name: string) => path.join(__dirname, '..', 'fixtures', name);
const save = onnxFilesIn(folder);

async function explain(...asked: string[]): Promise<ExplainReport & { warnings: string }> {
  const { code, stdout, stderr } = await xai([
    'explain',
    ...asked,
    '--engine',
    'wasm',
    '--out',
    file('a.svg'),
    '--json',
  ]);
  expect({ code, wrong: code === 0 ? '' : stderr }).toEqual({ code: 0, wrong: '' });
  return { ...JSON.parse(stdout), warnings: stderr };
}

const refused = (...asked: string[]) => xai(['explain', ...asked, '--engine', 'wasm', '--out', file('a.svg')]);

beforeAll(() => {
  writeFileSync(file('rows.csv'), 'a,b,c\n1,-2,0.5\n0,1,1\n3,,2\n');
});
const row = ['--csv', file('rows.csv')];

test.each(['skl_two.onnx', 'tree_two.onnx'])(
  'of a classifier with labels and probabilities, the probabilities: %s',
  async (name) => {
    const said = await explain('--model', fixture(name), ...row);
    expect(said.prediction.length).toBe(2);
    expect(said.prediction[0].value + said.prediction[1].value).toBeCloseTo(1, 5);
    expect(said.features?.sum).toBeCloseTo(said.output.value - (said.expectedValue as number), 5);
    const named = await explain('--model', fixture(name), ...row, '--model-output', 'probabilities');
    expect(named.prediction).toEqual(said.prediction);
    if (name === 'tree_two.onnx') {
      writeFileSync(file('known.csv'), readFileSync(file('rows.csv'), 'utf8').split('\n').slice(0, 3).join('\n'));
      const trees = await explain(
        '--model',
        fixture(name),
        ...row,
        '--training',
        file('known.csv'),
        '--method',
        'TreeSHAP',
      );
      expect(trees.comparedWith).toContain('rows of');
      expect(trees.attribution.sum).toBeCloseTo(trees.output.value - (trees.expectedValue as number), 5);
      expect((await xai(['inspect', fixture(name)])).stdout).toContain('which TreeSHAP explains exactly');
    }
    const { code, stdout } = await xai(['inspect', fixture(name), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).outputs.map((end: { name: string }) => end.name)).toContain('probabilities');
  },
);

test('a model of a number a sample', async () => {
  const said = await explain('--model', fixture('flat_out.onnx'), ...row);
  expect(said.features?.sum).toBeCloseTo(said.output.value - (said.expectedValue as number), 5);
  for (const method of ['Gradient', 'IntegratedGradients', 'LIME', 'RISE'])
    await explain('--model', fixture('flat_out.onnx'), ...row, '--method', method);
});

test('a model that takes missing values gets them, if told so', async () => {
  const gap = ['--model', fixture('nan_aware.onnx'), ...row, '--row', '2'];
  expect((await refused(...gap)).stderr).toContain('--missing says what stands in for it');
  const [said, filled] = [await explain(...gap, '--missing', 'NaN'), await explain(...gap, '--missing', '0')];
  expect(Number.isFinite(said.output.value)).toBe(true);
  expect(said.features?.sum).toBeCloseTo(said.output.value - (said.expectedValue as number), 5);
  expect(filled.output.value).not.toBe(said.output.value);
});

test.each(['KernelSHAP', 'LIME', 'Gradient'])(
  'of one that takes none, %s says what may stand in for them',
  async (method) => {
    const asked = ['--model', fixture('flat_out.onnx'), ...row, '--method', method, '--missing', 'NaN'];
    const { code, stderr } = await refused(...asked, '--row', '2');
    expect(code).toBe(2);
    expect(stderr).toContain('expected finite numbers: a value is missing');
    expect(stderr).toContain('expected --missing with a number or typical (the mean of the column).');
    await explain(...asked, '--row', '1'); // which has no gaps
  },
);

test('of several outputs one is named, in words of the command line', async () => {
  const weights = { w: floats([3, 2]), v: floats([3, 4]) };
  const nodes = [makeNode('Gemm', ['x', 'w'], ['scores']), makeNode('Gemm', ['x', 'v'], ['boxes'])];
  const two = save(
    'two.onnx',
    nodes,
    weights,
    [value('x', ['n', 3])],
    [value('scores', ['n', 2]), value('boxes', ['n', 4])],
  );
  const { code, stderr } = await refused('--model', two, ...row);
  expect(stderr).toContain('has the outputs scores, boxes; expected --model-output with one of them.');
  expect(code).toBe(2);
  expect((await explain('--model', two, ...row, '--model-output', 'boxes')).prediction.length).toBe(4);
  expect((await refused('--model', two, ...row, '--model-output', 'boxen')).stderr).toContain('boxes');
});

describe('of several inputs, one is explained', () => {
  const words = 'the\ngood\nbad\nfilm\n<unk>\n<pad>\n';
  let bert = '';
  let sum = '';
  beforeAll(() => {
    writeFileSync(file('words.txt'), words);
    const nodes = [
      makeNode('Mul', ['ids', 'attention_mask'], ['i']),
      makeNode('Gather', ['e', 'i'], ['h']),
      makeNode('ReduceMean', ['h'], ['y'], { axes: { type: 'ints', value: [1] }, keepdims: int(0) }),
    ];
    const ids = (name: string) => value(name, ['n', 't'], 'int64');
    bert = save(
      'bert.onnx',
      nodes,
      { e: floats([10, 2]) },
      [ids('ids'), ids('attention_mask')],
      [value('y', ['n', 2])],
    );
    const add = [makeNode('Mul', ['x', 's'], ['h']), makeNode('Gemm', ['h', 'w'], ['y'])];
    sum = save(
      'sum.onnx',
      add,
      { w: floats([3, 1], [1, 1, 1]) },
      [value('x', ['n', 3]), value('s', ['n', 3])],
      [value('y', ['n', 1])],
    );
  });

  test('a mask is ones when nobody says it, as long as the text, and the report says so', async () => {
    const text = ['--text', 'the good film', '--vocabulary', file('words.txt')];
    const said = await explain('--model', bert, ...text);
    expect(said.warnings).toContain('The input attention_mask is given ones; --fix attention_mask=... says another.');
    const zeros = await explain('--model', bert, ...text, '--fix', 'attention_mask=zeros');
    expect(zeros.warnings).toBe('');
    expect(zeros.attribution.sum).toBeCloseTo(0, 6); // no word counts
    expect(said.attribution.sum).not.toBeCloseTo(0, 3);
    const { stdout } = await xai(['inspect', bert, '--engine', 'wasm']);
    expect(stdout).toContain('ids [any, any], attention_mask [any, any]');
  });

  test('the others are ones, zeros, a number, numbers, or those in a file', async () => {
    writeFileSync(file('numbers.csv'), '[1, 2,\n 3]\n');
    const output = async (fix: string) =>
      (await explain('--model', sum, ...row, '--model-input', 'x', '--fix', fix)).output.value;
    expect(await output('s=ones')).toBeCloseTo(-0.5, 5);
    expect(await output('s=zeros')).toBe(0);
    expect(await output('s=2')).toBeCloseTo(-1, 5);
    expect(await output('s=1,2,3')).toBeCloseTo(1 - 4 + 1.5, 5);
    expect(await output(`s=${file('numbers.csv')}`)).toBeCloseTo(1 - 4 + 1.5, 5);
    expect((await explain('--model', sum, ...row, '--fix', 'x=2')).output.value).toBeCloseTo(-1, 5); // s is left
  });

  test.each([
    [[], 'The model has the inputs x, s, of which x, s have no value; expected --model-input'],
    [['--model-input', 'x'], 'of which s have no value'],
    [['--fix', 'x=1', 's=1'], 'which all have a value'],
    [['--fix', 't=1'], '--fix is "t=1"; expected name=ones'],
    [['--fix', 's'], '--fix is "s"; expected name=ones'],
    [['--fix', 's=1,2'], 'expected one, or 3: it is of shape [1, 3]'],
  ])('%j is wrong', async (options, message) => {
    const { code, stderr } = await refused('--model', sum, ...row, ...options);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test('a file of no numbers, and one that is missing', async () => {
    writeFileSync(file('none.csv'), 'a,b\n');
    const asked = ['--model', sum, ...row, '--fix'];
    expect((await refused(...asked, `s=${file('none.csv')}`)).stderr).toContain('expected a file of numbers');
    expect(await refused(...asked, 's=lost.csv')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('lost.csv: there is no such'),
    });
  });
});

test('a class of a segmentation over the light parts of a mask, and a sum of outputs with weights', async () => {
  const kernel = floats([2, 3, 1, 1], [1, 0, 0, 0, 2, 0]); // the red of a pixel, and twice its green
  const inputs = [value('x', ['n', 3, 4, 6])];
  const model = save('segments.onnx', [makeNode('Conv', ['x', 'k'], ['y'])], { k: kernel }, inputs, [
    value('y', ['n', 2, 4, 6]),
  ]);
  const image = (colour: (column: number) => number[]) =>
    encodePng({
      ...{ width: 6, height: 4 },
      data: Uint8ClampedArray.from(Array.from({ length: 24 }, (_, at) => [...colour(at % 6), 255]).flat()),
    });
  writeFileSync(
    file('photo.png'),
    image((column) => [255, 51 * column, 0]),
  );
  writeFileSync(
    file('mask.png'),
    image((column) => (column < 2 ? [255, 255, 255] : [0, 0, 0])),
  );
  const asked = ['--model', model, '--input', file('photo.png'), '--method', 'InputTimesGradient'];
  const red = await explain(...asked, '--region', file('mask.png'), '--output', '0');
  expect(red.output).toMatchObject({ about: `output 0 over ${file('mask.png')}`, value: 8 });
  expect(red.attribution.sum).toBeCloseTo(8, 4);
  const green = await explain(...asked, '--region', file('mask.png'), '--output', '1');
  expect(green.attribution.sum).toBeCloseTo(4 * 0.4, 4);
  expect((await explain(...asked, '--region', file('mask.png'))).output.value).toBe(8);
  const sum = await explain(...asked, '--combine', '0,1,1', '1,3,5:-0.5');
  expect(sum.output).toMatchObject({ about: '1 times output [0, 1, 1] plus -0.5 times output [1, 3, 5]', value: 0 });
  const wrong = await refused(...asked, '--region', file('mask.png'), '--against', '1');
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing beside --region') });
  const over = await xai(['explain', ...asked, '--region', file('mask.png'), '--out', file('mask.png')]);
  expect(over.stderr).toContain('the file of --region');
});
