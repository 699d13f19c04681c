import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { int, makeNode, type OnnxNode, type OnnxTensor, type OnnxValue, writeModel } from 'onnx-format';
import { checkRecipe, fieldOf, guessRecipe, type Item, memoryFiles, open, prepare } from '../../src';
import { folderFiles } from '../../src/node';
import { convolutional } from '../support/convolutional';
import { shipped } from '../support/models';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const models = readdirSync(shipped).filter((name) => existsSync(path.join(shipped, name, 'meta.json')));

test.each(
  models.flatMap((name) =>
    readdirSync(path.join(shipped, name))
      .filter((file) => file === 'model.json' || file.endsWith('.onnx'))
      .map((file) => [name, file]),
  ),
)('%s, %s: the guessed recipe reads the samples as they are', async (name, source) => {
  const meta = JSON.parse(readFileSync(path.join(shipped, name, 'meta.json'), 'utf8'));
  const files = await folderFiles(shipped);
  const recipe = guessRecipe(await open(files, { source: `${name}/${source}` }));
  expect(checkRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
  for (const field of Object.keys(recipe.reasons ?? {})) expect(fieldOf(recipe, field)).toBeDefined();
  const [sample] = meta.samples;
  const item: Item = { file: path.posix.join(name, sample.file), ...(sample.row !== undefined && { row: sample.row }) };
  const quick = meta.modality === 'image' ? 'Gradient' : 'InputTimesGradient';
  const prepared = await prepare({ ...recipe, method: { name: quick } }, { files });
  const explanation = await prepared.explain(item);
  const { outputSelection, output } = explanation;
  if (meta.task === 'classification') expect(prepared.labels?.[outputSelection[0]]).toBe(String(sample.expected));
  else expect(Math.abs((await output.data())[0] - sample.expected)).toBeLessThan(5); // it forecasts degrees of a day
  explanation.dispose();
  await prepared.dispose();
});

const value = (name: string, shape: (number | string)[], type: OnnxValue['type'] = 'float32'): OnnxValue => ({
  name,
  type,
  shape,
});
const onnx = (
  inputs: OnnxValue[],
  outputs: OnnxValue[],
  nodes = [makeNode('Relu', [inputs[0].name], [outputs[0].name])],
) => writeModel({ graph: { name: 'm', nodes, initializers: new Map(), inputs, outputs } });

const guessed = async (name: string, bytes: Uint8Array, more: Record<string, string> = {}) =>
  guessRecipe(await open(memoryFiles({ [name]: bytes, ...more }), { source: name }));

test('images by their channels, their size and the name of the model', async () => {
  const rgb = (...space: (number | string)[]) => onnx([value('x', ['n', 3, ...space])], [value('y', ['n', 1000])]);
  expect(await guessed('resnet.onnx', rgb(224, 224))).toMatchObject({
    model: { layout: 'channels-first' },
    input: { kind: 'image', normalize: 'imagenet' },
    method: { name: 'IntegratedGradients' },
    reasons: { 'recipe.input.kind': 'x is float32 [any, 3, 224, 224]' },
  });
  expect((await guessed('inception_v3.onnx', rgb('h', 'w'))).input).toEqual({
    kind: 'image',
    size: [299, 299],
    normalize: 'imagenet',
  });
  expect((await guessed('yolov8n.onnx', rgb('h', 'w'))).input).toMatchObject({ size: [640, 640], normalize: '0..1' });
  const last = onnx([value('x', ['n', 224, 224, 3])], [value('y', ['n', 10])]);
  expect((await guessed('m.onnx', last)).model.layout).toBe('channels-last');
  const bytes = onnx([value('x', ['n', 224, 224, 3], 'uint8')], [value('y', ['n', 10])]);
  expect((await guessed('m.onnx', bytes)).input).toMatchObject({ normalize: '0..255' });
  const gray = onnx([value('x', ['n', 1, 28, 28])], [value('y', ['n', 10])]);
  expect((await guessed('m.onnx', gray)).input).toEqual({ kind: 'image', normalize: '0..1' });
});

test('texts, series and rows by type and shape', async () => {
  const kindOf = async (input: OnnxValue) =>
    (await guessed('m.onnx', onnx([input], [value('y', ['n', 2])]))).input.kind;
  expect(await kindOf(value('x', ['n', 't'], 'int64'))).toBe('text');
  expect(await kindOf(value('x', ['n', 5]))).toBe('table');
  expect(await kindOf(value('x', ['n', 28, 4]))).toBe('series');
});

test('the layout of series, by what reads them', async () => {
  const [x, y] = [value('x', ['n', 3, 20]), value('y', ['n', 3, 20])];
  const layoutBy = async (...nodes: OnnxNode[]) => (await guessed('m.onnx', onnx([x], [y], nodes))).model.layout;
  const scaled = makeNode('Mul', ['x', 'x'], ['scaled']);
  expect(await layoutBy(scaled, makeNode('BatchNormalization', ['scaled', 'a', 'b', 'c', 'd'], ['y']))).toBe(
    'channels-first',
  );
  const turned = makeNode('Transpose', ['x'], ['turned']);
  expect(await layoutBy(turned, makeNode('Conv', ['turned', 'w'], ['y']))).toBeUndefined();
  expect(await layoutBy(scaled, makeNode('LSTM', ['scaled', 'w', 'r'], ['y']))).toBeUndefined();
});

test('what reads an image goes before what its shape speaks for', async () => {
  const [x, y] = [value('x', ['n', 12, 64, 4]), value('y', ['n', 2])];
  expect((await guessed('m.onnx', onnx([x], [y]))).model.layout).toBe('channels-last');
  const nodes = [makeNode('Conv', ['x', 'w'], ['y'])];
  expect((await guessed('m.onnx', onnx([x], [y], nodes))).model.layout).toBe('channels-first');
});

test('of several inputs and outputs, one is explained, the others are given what they look like', async () => {
  const ids = (name: string) => value(name, ['n', 't'], 'int64');
  const inputs = [
    ids('attention_mask'),
    ids('input_ids'),
    ids('token_type_ids'),
    value('past_key', ['n', 2, 'p', 8]),
    value('state', ['n', 4]),
  ];
  const outputs = [value('label', ['n'], 'int64'), value('present_key', ['n', 2, 'p', 8]), value('scores', ['n', 3])];
  const recipe = await guessed('m.onnx', onnx(inputs, outputs), {
    'labels.txt': 'a\nb\nc',
    'vocab.txt': '[PAD]\n[UNK]\n',
  });
  expect(recipe).toMatchObject({
    model: {
      input: 'input_ids',
      output: 'scores',
      fix: { attention_mask: 'ones', token_type_ids: 'zeros', past_key: 'nothing', state: 'zeros' },
    },
    input: { kind: 'text', vocabulary: { file: 'vocab.txt' } },
    labels: { file: 'labels.txt' },
  });
  expect(recipe.reasons?.['recipe.model.fix']).toContain('attention_mask looks like a mask, and is given ones');
});

test('of a detector of voices, the sound is explained; its state is none, its rate 16 kHz', async () => {
  const inputs = [
    value('input', ['n', 't']),
    value('h', [2, 'n', 64]),
    value('c', [2, 'n', 64]),
    value('sr', [], 'int64'),
  ];
  const { model, input } = await guessed('vad.onnx', onnx(inputs, [value('y', ['n', 1])]));
  expect(input).toEqual({ kind: 'series', rate: 16000 });
  const named = onnx([value('waveform', ['n', 't'])], [value('y', ['n', 2])]);
  expect((await guessed('sound.onnx', named)).input).toEqual({ kind: 'series' });
  expect(model).toMatchObject({ input: 'input', fix: { h: 'zeros', c: 'zeros', sr: 16000 } });
});

test('1000 scores of an image are those of ImageNet', async () => {
  const labelsOf = async (classes: number, ...input: (number | string)[]) =>
    (await guessed('m.onnx', onnx([value('x', ['n', ...input])], [value('y', ['n', classes])]))).labels;
  expect(await labelsOf(1000, 3, 224, 224)).toEqual({ known: 'imagenet' });
  expect(await labelsOf(1001, 3, 224, 224)).toEqual({ known: 'imagenet-1001' });
  expect(await labelsOf(10, 3, 224, 224)).toBeUndefined();
  expect(await labelsOf(1000, 20)).toBeUndefined();
});

test('the feature maps of a segmentation are those that its scores are made of', async () => {
  const filter = (name: string, count: number): [string, OnnxTensor] => [
    name,
    { type: 'float32', shape: [count, count === 4 ? 3 : 4, 1, 1], data: new Float32Array(12).fill(0.5) },
  ];
  const graph = {
    name: 'segments',
    nodes: [
      makeNode('Conv', ['half', 'first'], ['features']),
      makeNode('Relu', ['features'], ['maps']),
      makeNode('Conv', ['maps', 'last'], ['scores']),
      makeNode('Cast', ['scores'], ['whole'], { to: int(1) }),
      makeNode('Sigmoid', ['whole'], ['y']),
      makeNode('Cast', ['x'], ['half'], { to: int(1) }), // where converters to half precision append it
    ],
    initializers: new Map([filter('first', 4), filter('last', 3)]),
    inputs: [value('x', ['n', 3, 8, 8])],
    outputs: [value('y', ['n', 3, 8, 8])],
  };
  const { featureMaps, values } = await open(memoryFiles({ 'm.onnx': writeModel({ graph }) }));
  expect(featureMaps).toEqual(['features', 'maps']);
  expect(values).toHaveLength(5);
});

test('an outline of a graph: what comes in, what goes out, and where maps are', async () => {
  const files = memoryFiles({ 'm.onnx': convolutional(true) });
  expect(await open(files)).toMatchObject({
    source: 'm.onnx',
    inputs: [{ name: 'image', meaning: 'image' }],
    outputs: [{ name: 'y', meaning: 'scores' }],
    featureMaps: ['c', 'maps'],
    values: expect.arrayContaining(['c', 'maps']),
    isOfTrees: false,
  });
  const trees = readFileSync(path.join(__dirname, '../fixtures/trees/tree_reg.onnx'));
  expect((await guessed('trees.onnx', trees)).method).toEqual({ name: 'TreeSHAP' });
  await expect(open(memoryFiles({}))).rejects.toThrow('There is no model among the files');
  await expect(open(memoryFiles({ 'a.onnx': '', 'b.onnx': '' }))).rejects.toThrow('several models, a.onnx, b.onnx');
  await expect(open(memoryFiles({ 'a.onnx': 'no' }))).rejects.toThrow('a.onnx cannot be read');
});
