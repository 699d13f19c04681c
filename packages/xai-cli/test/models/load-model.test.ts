import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { demoModel, FileError, loadModel, ModelFileError, useBackend } from '../../src';
import { temporaryFolder } from '../support/xai';

const folder = temporaryFolder();
const file = path.join(folder, 'lenet', 'model.json');

beforeAll(() => useBackend('wasm'));
beforeEach(() => cpSync(path.dirname(demoModel()), path.dirname(file), { recursive: true }));

/** The LeNet's model.json, changed. */
function change(edit: (json: ReturnType<typeof JSON.parse>) => unknown): void {
  const json = JSON.parse(readFileSync(demoModel(), 'utf8'));
  writeFileSync(file, JSON.stringify(edit(json) ?? json));
}

const error = async (): Promise<Error> =>
  loadModel(file).then(
    () => new Error('it was loaded'),
    (reason) => reason,
  );

test('a model that does not say its format is known by its topology', async () => {
  change((json) => {
    delete json.format;
  });
  const { format, model } = await loadModel(file);
  expect(format).toBe('layers-model');
  model.dispose();
});

test('weights in several files', async () => {
  const weights = readFileSync(path.join(path.dirname(file), 'weights.bin'));
  writeFileSync(path.join(path.dirname(file), 'one.bin'), weights.subarray(0, 1000));
  writeFileSync(path.join(path.dirname(file), 'two.bin'), weights.subarray(1000));
  change((json) => {
    json.weightsManifest[0].paths = ['one.bin', './two.bin'];
  });
  (await loadModel(file)).model.dispose();
});

test.each(['../lenet.bin', '/etc/passwd', 'a/../../b.bin', '..', 7])(
  'a weight file %p is outside of the folder',
  async (name) => {
    change((json) => {
      json.weightsManifest[0].paths = [name];
    });
    const { message } = await error();
    expect(message).toContain(
      `names the weight file ${JSON.stringify(name)}; expected a path inside the folder of the model.`,
    );
  },
);

test('a missing weight file', async () => {
  change((json) => {
    json.weightsManifest[0].paths = ['lost.bin'];
  });
  const reason = await error();
  expect(reason).toBeInstanceOf(FileError);
  expect(reason.message).toContain('lost.bin: there is no such file');
});

test('too few bytes', async () => {
  writeFileSync(path.join(path.dirname(file), 'weights.bin'), Buffer.alloc(100));
  const reason = await error();
  expect(reason).toBeInstanceOf(ModelFileError);
  expect(reason.message).toContain('describes weights of 246824 bytes, but its files hold 100');
});

test.each([
  ['an array', () => []],
  ['null', () => null],
  ['nothing that is known', () => ({ hello: 1 })],
  ['a manifest that is none', (json: object) => ({ ...json, weightsManifest: 5 })],
  ['a manifest of nonsense', (json: object) => ({ ...json, weightsManifest: [{ paths: 'x' }] })],
])('%s instead of a model', async (_, edit) => {
  writeFileSync(file, JSON.stringify(edit(JSON.parse(readFileSync(demoModel(), 'utf8')))));
  expect(await error()).toBeInstanceOf(ModelFileError);
});

test('an unknown layer, and weights that are missing, leave nothing behind', async () => {
  change((json) => {
    json.modelTopology.config.layers.at(-1).class_name = 'Unheard';
  });
  expect((await error()).message).toContain('cannot be loaded: Unknown layer: Unheard');
  change((json) => {
    json.weightsManifest[0].weights[0].name = 'other/kernel';
  });
  expect((await error()).message).toContain('cannot be loaded');
});
