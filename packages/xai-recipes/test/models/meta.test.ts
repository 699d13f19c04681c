import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ModelFileError, readMeta } from '../../src';
import { diskFiles } from '../../src/node/disk-files';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
const model = path.join(folder, 'model.onnx');
const write = (content: unknown) =>
  writeFileSync(path.join(folder, 'meta.json'), typeof content === 'string' ? content : JSON.stringify(content));

test('there may be none, or one of another tool', async () => {
  expect(await readMeta(diskFiles(), path.join(folder, 'nowhere', 'model.onnx'))).toBeUndefined();
  write({ classes: 3, tool: 'another' });
  expect(await readMeta(diskFiles(), model)).toBeUndefined();
});

test.each([
  [{ modality: 'sound' }, 'says modality: "sound"; expected one of image, text, series, table.'],
  [{ modality: 'image', classes: [1, 2] }, 'says classes: [1, 2]; expected an array of names.'],
  [{ modality: 'table', categories: { sex: 'male' } }, 'says categories'],
  [{ modality: 'text', vocabulary: 'words.json' }, 'expected an object with a file.'],
  [{ modality: 'text', vocabulary: { file: 'w.json', unknown: 'x' } }, 'says vocabulary.unknown: "x"; expected an id.'],
  [{ modality: 'text', vocabulary: { file: 'w.json', padding: -1 } }, 'says vocabulary.padding: -1; expected an id.'],
  [{ modality: 'text', vocabulary: { file: 'w.json', lowerCase: 1 } }, 'says vocabulary.lowerCase: 1'],
  [{ modality: 'text', vocabulary: { file: 'w.json', locale: 'not a language' } }, 'says vocabulary.locale'],
  [{ modality: 'text', vocabulary: { file: 'w.json', lowercase: true } }, 'did you mean lowerCase?'],
  [{ modality: 'image', onnx: { channelsFirst: 'yes' } }, 'says onnx.channelsFirst: "yes"; expected true or false.'],
  [{ modality: 'image', clases: ['a'] }, 'has no option "clases"; did you mean classes?'],
  [`{"modality":"table","categories":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`, 'says categories'],
  ['{', 'is not JSON'],
  ['[]', 'holds no object'],
])('%j', async (content, message) => {
  write(content);
  const error = await readMeta(diskFiles(), model).catch((reason) => reason);
  expect(error).toBeInstanceOf(ModelFileError);
  expect(error.message).toContain(message);
});
