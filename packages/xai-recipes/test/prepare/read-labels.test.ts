import '@tensorflow/tfjs-backend-cpu';
import path from 'node:path';
import { type KnownLabels, knownNames, memoryFiles, prepare } from '../../src';
import { folderFiles } from '../../src/node';
import { readLabels } from '../../src/prepare/read-labels';
import { shipped } from '../support/models';

const known = async (name: KnownLabels) => (await readLabels(memoryFiles({}), { known: name })) ?? [];

test('the classes of ImageNet and COCO by where models have them', async () => {
  const lengths = await Promise.all(knownNames.map(async (name) => (await known(name)).length));
  expect(lengths).toEqual([1000, 1001, 80, 91]);
  const imagenet = await known('imagenet');
  expect([imagenet[0], imagenet[207], imagenet[999]]).toEqual([
    'tench, Tinca tinca',
    'golden retriever',
    expect.stringContaining('toilet tissue'),
  ]);
  expect((await known('imagenet-1001'))[208]).toBe('golden retriever');
  const [yolo, ids] = [await known('coco'), await known('coco-91')];
  expect([yolo[0], yolo[15], yolo[79]]).toEqual(['person', 'cat', 'toothbrush']);
  expect([ids[0], ids[1], ids[12], ids[17], ids[90]]).toEqual(['background', 'person', '', 'cat', 'toothbrush']);
  for (const list of [imagenet, yolo]) expect(new Set(list).size).toBeGreaterThan(list.length - 3); // two cranes, two maillots
});

const ofFile = (content: string | Uint8Array) => readLabels(memoryFiles({ names: content }), { file: 'names' });
const names = ['cat', 'dog', 'owl'];
const byIndex = { 0: 'cat', 1: 'dog', 2: 'owl' };
const lines = names.join('\r\n');
const little = Buffer.from(`\uFEFF${lines}`, 'utf16le');

test.each<[string, string | Uint8Array]>([
  ['a line a name', lines],
  ['with a mark before them', `\uFEFF${lines}\r\n`],
  ['in UTF-16, as PowerShell writes', little],
  ['in UTF-16 of the other order', Buffer.from(little).swap16()],
  ['lines of old', names.join('\r')],
  ['lines with their indices', names.map((name, at) => `${at}  ${name}`).join('\n')],
  ['and colons', names.map((name, at) => `${at}: ${name}`).join('\n')],
  ['an array', JSON.stringify(names)],
  ['an object by index', JSON.stringify(byIndex)],
  ['by name', JSON.stringify({ owl: 2, cat: 0, dog: 1 })],
  ["Keras's of ImageNet", JSON.stringify({ 0: ['n1', 'cat'], 1: ['n2', 'dog'], 2: ['n3', 'owl'] })],
  ["Hugging Face's config.json", JSON.stringify({ model_type: 'vit', label2id: { cat: 0 }, id2label: byIndex })],
  ['an object that holds them', JSON.stringify({ version: 2, names })],
])('names of outputs: %s', async (_, content) => expect(await ofFile(content)).toEqual(names));

test('outputs without a name have none', async () => {
  expect(await ofFile('{"0":"cat","2":"owl"}')).toEqual(['cat', '', 'owl']);
  expect(await ofFile('0 cat\n2 owl\n')).toEqual(['cat', '', 'owl']);
  expect(await ofFile('7 up\n1 a\n')).toEqual(['7 up', '1 a']); // numbers that are no indices
});

test.each([
  ['{"a":1,', 'names is no JSON'],
  ['{"a":"b"}', 'has no names of outputs'],
  ['[1,2]', 'has no names of outputs'],
  ['{"0":"cat","1000000000":"owl"}', 'has no names of outputs'],
  ['{}', 'has no names of outputs'],
  ['\n \n', 'has no names of outputs'],
])('%j holds none', (content, message) => expect(ofFile(content)).rejects.toThrow(message));

test.each([
  [['a', 'b', 'c'], []],
  [['a', 'b'], ['There are 2 names for 3 outputs; recipe.labels says which are right.']],
  [['?', 'a', 'b', 'c'], ['There are 4 names for 3 outputs; recipe.labels says which are right.']],
])('names that are more or fewer than the outputs are told of: %j', async (labels, warnings) => {
  const files = await folderFiles(path.join(shipped, 'penguins'));
  const model = { source: 'model.json' };
  const recipe = { version: 1, model, input: { kind: 'table' }, method: { name: 'Gradient' }, labels } as const;
  const prepared = await prepare(recipe, { files });
  const explanation = await prepared.explain({ values: [[39.1, 18.7, 181, 3750, 1]] });
  expect(prepared.about(explanation).warnings).toEqual(warnings);
  explanation.dispose();
  await prepared.dispose();
});
