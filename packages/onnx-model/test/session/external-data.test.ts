import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tensor2d } from '@tensorflow/tfjs-core';
import { ExternalDataError, OnnxFileError, OnnxModel } from '../../src';
import { externalModel, weights } from '../support/external-model';
import { call, withModel } from '../support/with-model';

let outside: string;
let folder: string;
let file: string;

beforeEach(() => {
  outside = mkdtempSync(path.join(tmpdir(), 'onnx-model-'));
  folder = path.join(outside, 'model');
  file = path.join(folder, 'model.onnx');
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  writeFileSync(path.join(outside, 'secret.bin'), weights);
});

afterEach(() => rmSync(outside, { recursive: true }));

const result = (options: Parameters<typeof withModel>[1], source: string | Uint8Array = file) =>
  withModel(source, options, async (model) => (await call(model, tensor2d([[1, 2]]))).values);

const failure = (options: Parameters<typeof OnnxModel.load>[1], source: string | Uint8Array = file) =>
  OnnxModel.load(source, options).catch((reason) => reason);

describe('elements in files of their own', () => {
  it('are refused unless allowed', async () => {
    writeFileSync(file, externalModel('weights.bin'));
    writeFileSync(path.join(folder, 'weights.bin'), weights);
    const error = await failure({});
    expect(error).toBeInstanceOf(ExternalDataError);
    expect(error.message).toBe(
      'The model has elements in other files: weights.bin. If you trust it, allow them: OnnxModel.load(path, { externalData: true }) ' +
        'reads files in its folder.',
    );
    expect(await result({ externalData: true })).toEqual([11, 22]);
  });

  it('may be in a folder inside, or behind a link that stays inside', async () => {
    writeFileSync(path.join(folder, 'data', 'weights.bin'), weights);
    symlinkSync(path.join('data', 'weights.bin'), path.join(folder, 'link.bin'));
    for (const location of ['data/weights.bin', 'link.bin', 'data/../link.bin']) {
      writeFileSync(file, externalModel(location));
      expect(await result({ externalData: true })).toEqual([11, 22]);
    }
  });

  it('are never read from outside of the folder', async () => {
    symlinkSync(path.join(outside, 'secret.bin'), path.join(folder, 'link.bin'));
    symlinkSync(outside, path.join(folder, 'up'));
    const secret = path.join(outside, 'secret.bin');
    for (const location of ['../secret.bin', 'data/../../secret.bin', 'link.bin', 'up/secret.bin', '..', '.', '']) {
      writeFileSync(file, externalModel(location));
      const error = await failure({ externalData: true });
      expect(error).toBeInstanceOf(ExternalDataError);
      expect(error.message).toContain(`${location}. It is outside of the model's folder, ${folder}.`);
    }
    writeFileSync(file, externalModel(secret));
    expect(await failure({ externalData: true })).toBeInstanceOf(ExternalDataError);
  });

  it('are passed with a model that is no file', async () => {
    const bytes = externalModel('weights.bin');
    expect((await failure({ externalData: true }, bytes)).message).toContain(
      'Load it from a path, or pass the contents',
    );
    const contents = new Map([['weights.bin', weights]]);
    expect(await result({ externalData: contents }, bytes)).toEqual([11, 22]);
    const error = await failure({ externalData: new Map() }, bytes);
    expect(error).toBeInstanceOf(ExternalDataError);
    expect(error.message).toBe(
      'The model has elements in other files: weights.bin. The map of externalData lacks them.',
    );
  });

  it('may be missing or too short', async () => {
    writeFileSync(file, externalModel('weights.bin'));
    const error = await failure({ externalData: true });
    expect(error).toBeInstanceOf(OnnxFileError);
    expect(error.message).toContain("The model's external data weights.bin cannot be read: ENOENT");
    writeFileSync(path.join(folder, 'weights.bin'), weights.subarray(0, 5));
    expect(await failure({ externalData: true })).toBeInstanceOf(OnnxFileError);
  });
});
