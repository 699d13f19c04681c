import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { int, ints, makeNode } from 'onnx-format';
import { encodePng } from 'vision-heatmaps/png';
import { writeGraphModel } from '../../../../tooling/jest/graph-model';
import { demoModel } from '../../src';
import { shellText } from '../../src/explain/command-for';
import { floats, onnxFilesIn, value } from '../support/onnx-files';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const fixture = (name: string) => path.join(__dirname, '..', 'fixtures', name);
const save = onnxFilesIn(folder);

const models: Readonly<Record<string, () => string>> = {
  'a layers-model': demoModel,
  'a graph-model': () => writeGraphModel(folder),
  'a label beside probabilities': () => fixture('skl_two.onnx'),
  trees: () => fixture('tree_two.onnx'),
  'several outputs': () =>
    save(
      'two outputs.onnx', // a space, which a shell takes for the end of a word
      [makeNode('Gemm', ['x', 'w'], ['scores']), makeNode('Gemm', ['x', 'v'], ['boxes'])],
      { w: floats([3, 2]), v: floats([3, 4]) },
      [value('x', ['n', 3])],
      [value('scores', ['n', 2]), value('boxes', ['n', 4])],
    ),
  'words, and a mask of them': () => {
    writeFileSync(file('vocab.txt'), 'the\ngood\nbad\nfilm\n<unk>\n<pad>\n');
    return save(
      'words.onnx',
      [
        makeNode('Mul', ['ids', 'mask'], ['i']),
        makeNode('Gather', ['e', 'i'], ['h']),
        makeNode('ReduceMean', ['h'], ['y'], { axes: ints([1]), keepdims: int(0) }),
      ],
      { e: floats([10, 2]) },
      [value('ids', ['n', 't'], 'int64'), value('mask', ['n', 't'], 'int64')],
      [value('y', ['n', 2])],
    );
  },
  'series whose channels come before time': () =>
    save(
      'series.onnx',
      [makeNode('Conv', ['x', 'k'], ['maps']), makeNode('ReduceMean', ['maps'], ['y'], { axes: ints([2]), keepdims: int(0) })], // biome-ignore format: one idea
      { k: floats([2, 3, 2]) },
      [value('x', ['n', 3, 5])],
      [value('y', ['n', 2])],
    ),
  'images of any size, a state, and two outputs': () =>
    save(
      'video.onnx',
      [
        makeNode('Conv', ['src', 'k'], ['maps']),
        makeNode('GlobalAveragePool', ['maps'], ['mean']),
        makeNode('Flatten', ['mean'], ['flat']),
        makeNode('Add', ['flat', 'r1'], ['scores']),
        makeNode('Add', ['scores', 'r1'], ['r1o']),
      ],
      { k: floats([2, 3, 3, 3]) },
      [value('src', ['n', 3, 'h', 'w']), value('r1', ['n', 2])],
      [value('r1o', ['n', 2]), value('scores', ['n', 2])],
    ),
};

/** Files of the user's in the place of those that the command names. */
const own: Readonly<Record<string, string>> = {
  'photo.jpg': file('photo.png'),
  'table.csv': file('rows.csv'),
  'series.csv': file('steps.csv'),
};

beforeAll(() => {
  const [width, height] = [20, 15];
  const data = Uint8ClampedArray.from({ length: 4 * width * height }, (_, at) => (at % 4 === 3 ? 255 : (at * 7) % 251));
  writeFileSync(file('photo.png'), encodePng({ width, height, data }));
  writeFileSync(file('steps.csv'), 'a,b,c\n1,-2,0.5\n0,1,1\n2,0,1\n0,0,1\n1,3,2\n');
  writeFileSync(file('rows.csv'), 'a,b,c\n1,-2,0.5\n0,1,1\n');
});

test.each(Object.entries(models))('the command that inspect prints does what its recipe says: %s', async (_, make) => {
  const model = make();
  const said = await xai(['inspect', model]);
  const recipe = JSON.parse((await xai(['inspect', model, '--recipe'])).stdout);
  const { command } = JSON.parse((await xai(['inspect', model, '--json'])).stdout) as { command: string[] };
  expect(said.stdout).toContain(`It is explained by\n\n  ${shellText(command)}\n`);
  const asked = command.slice(1).map((word) => own[word] ?? word);
  const more = ['--engine', 'wasm', '--json', '--out', file(`out.${recipe.input.kind === 'text' ? 'html' : 'svg'}`)];
  const { code, stdout, stderr } = await xai([...asked, ...more]);
  expect({ code, wrong: code === 0 ? '' : stderr }).toEqual({ code: 0, wrong: '' });
  const {
    reasons,
    model: { format, ...proposed },
    ...others
  } = recipe;
  const done = JSON.parse(stdout).recipe;
  expect(done).toMatchObject({ model: proposed, input: others.input, method: others.method });
  expect(done.labels).toEqual(others.labels);
});

test('words are written as a shell takes them', () => {
  expect(shellText(['xai', '--fix', 'a:0=ones', "it's", 'two words'])).toBe(
    `xai --fix a:0=ones 'it'\\''s' 'two words'`,
  );
});

test('volumes are no kind of input, which is said in the place of a command', async () => {
  const model = save(
    'volumes.onnx',
    [makeNode('Conv', ['x', 'k'], ['y'])],
    { k: floats([1, 2, 2, 2, 2]) },
    [value('x', ['n', 2, 3, 4, 4])],
    [value('y', ['n', 1, 2, 3, 3])],
  );
  const { stdout } = await xai(['inspect', model]);
  expect(stdout).toContain('x [any, 2, 3, 4, 4] is no image, series, text or row of a table: a program explains it');
  expect(stdout).not.toContain('It is explained by');
});
