import { linkSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeGraphModel } from '../../../../tooling/jest/graph-model';
import { loadModel as loadFrom, ModelFileError, RecipeError } from '../../src';
import { diskFiles } from '../../src/node/disk-files';
import { temporaryFolder } from '../support/temporary-folder';
import { useCpu } from '../support/use-cpu';

const loadModel = (source: string) => loadFrom(diskFiles(), { source });
const folder = temporaryFolder();
const file = path.join(folder, 'model.json');

beforeAll(useCpu);

/** The error of loading a graph-model, changed. */
async function error(edit: (json: ReturnType<typeof JSON.parse>) => void): Promise<Error> {
  writeGraphModel(folder);
  const json = JSON.parse(readFileSync(file, 'utf8'));
  edit(json);
  writeFileSync(file, JSON.stringify(json));
  return loadModel(file).then(
    ({ format }) => new Error(`a ${format} was loaded`),
    (reason) => reason,
  );
}

const weight = (json: ReturnType<typeof JSON.parse>) => json.weightsManifest[0].weights[1];

test.each([
  [
    'texts, of which there are fewer bytes than lengths',
    (json) => Object.assign(weight(json), { dtype: 'string', shape: [1e8] }),
  ],
  ['an unknown type', (json) => Object.assign(weight(json), { dtype: 'float8' })],
  ['a type that every object has', (json) => Object.assign(weight(json), { dtype: 'constructor' })],
  ['an unknown quantization', (json) => Object.assign(weight(json), { quantization: { dtype: 'int4' } })],
  ['a quantization that is none', (json) => Object.assign(weight(json), { quantization: 5 })],
  ['a shape below zero', (json) => Object.assign(weight(json), { shape: [-4, -2] })],
  ['a shape of texts', (json) => Object.assign(weight(json), { shape: ['4', 2] })],
  ['a shape that is a number', (json) => Object.assign(weight(json), { shape: 8 })],
  ['no name', (json) => Object.assign(weight(json), { name: null })],
  ['a weight that is none', (json) => json.weightsManifest[0].weights.push(null)],
  [
    'a file listed again and again',
    (json) => Object.assign(json.weightsManifest[0], { paths: Array(20_000).fill('weights.bin') }),
  ],
  [
    'a file under two names',
    (json) => Object.assign(json.weightsManifest[0], { paths: ['weights.bin', './x/../weights.bin'] }),
  ],
  [
    'an operation that there is not',
    (json) => Object.assign(json.modelTopology.node[4], { op: 'Nonsense', input: ['lost'] }),
  ],
  ['nodes that are none', (json) => Object.assign(json.modelTopology, { node: [null] })],
  [
    'images that fit no memory',
    (json) =>
      Object.assign(json.modelTopology.node[0].attr.shape.shape, {
        dim: [-1, 60000, 60000, 3].map((size) => ({ size: String(size) })),
      }),
  ],
] as [string, (json: ReturnType<typeof JSON.parse>) => void][])(
  '%s: an error that leaves nothing behind',
  async (_, edit) => {
    const reason = await error(edit);
    expect(reason).toBeInstanceOf(ModelFileError);
    expect(reason.message.length).toBeLessThan(500);
  },
);

test('a file under the name of another', async () => {
  const reason = await error((json) => {
    linkSync(path.join(folder, 'weights.bin'), path.join(folder, 'twin.bin'));
    json.weightsManifest[0].paths = ['weights.bin', 'twin.bin'];
  });
  expect(reason.message).toContain('names the weight file "twin.bin" twice');
});

test.each(['https://example.org/model.json', 'http://localhost/model.onnx', 's3://models/m.onnx'])(
  'an address is told from a file: %s',
  async (address) => {
    await expect(loadModel(address)).rejects.toThrow(RecipeError);
    await expect(loadModel(address)).rejects.toThrow('download the model and its weight files first');
  },
);
