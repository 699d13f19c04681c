import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { FormatError, UnsupportedLayerError } from 'xai-base';
import { readKeras, readNpz } from '../../../src';

const fixture = (name: string) => readFileSync(path.join(__dirname, '../../fixtures/keras', name));
const models = ['image', 'branches', 'several', 'recurrent', 'nested'];
const files = [...models.flatMap((name) => [`${name}.keras`, `${name}.h5`]), 'legacy.h5'];

describe('a model that Keras saved', () => {
  it.each(files)('says what it said in Keras: %s', async (file) => {
    const arrays = [...readNpz(fixture(`${path.parse(file).name}.npz`))];
    const model = await readKeras(fixture(file));
    tf.tidy(() => {
      const [inputs, expected] = ['input', 'output'].map((kind) =>
        arrays
          .filter(([name]) => name.startsWith(kind))
          .map(([, { values, shape }]) => tf.tensor(values, [...shape], 'float32')),
      );
      const ordered = model.inputs.map(
        ({ shape }) => inputs.find((input) => String(input.shape.slice(1)) === String(shape.slice(1)))!,
      );
      const outputs = [model.predict(ordered.length > 1 ? ordered : ordered[0])].flat();
      expect(outputs.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
      for (const [at, output] of outputs.entries())
        expect(tf.max(tf.abs(tf.sub(output, expected[at]))).dataSync()[0]).toBeLessThan(2e-6);
    });
    model.dispose();
    tf.disposeVariables(); // tfjs-layers keeps those of layers that are shared or wrapped
  });

  it.each(['unknown.keras', 'unknown.h5'])(
    'with layers that tfjs-layers has not lists them, and how to export it: %s',
    async (file) => {
      const error: UnsupportedLayerError = await readKeras(fixture(file)).catch((one) => one);
      expect(error).toBeInstanceOf(UnsupportedLayerError);
      expect(error.message).toContain('grouped (Conv2D with groups 2)');
      expect(error.message).toContain('group_normalization (GroupNormalization)');
      expect(error.message).toContain('model.export("model.onnx", format="onnx")');
    },
  );

  it.each([
    ['reset-after.keras', /gru \(GRU.*reset_after/i],
    ['attention.keras', /multi_head_attention \(MultiHeadAttention called with arguments\)/],
  ])('is refused rather than built otherwise: %s', async (file, what) => {
    await expect(readKeras(fixture(file))).rejects.toThrow(what);
  });

  it('of weights alone says so', async () => {
    await expect(readKeras(fixture('weights.h5'))).rejects.toThrow('not model.save_weights');
  });

  it.each(['nested.keras', 'nested.h5'])('that is damaged is an error that leaves nothing behind: %s', async (file) => {
    const whole = fixture(file);
    for (const length of [0, 5, 100, whole.length / 2, whole.length - 40])
      await expect(readKeras(whole.subarray(0, length))).rejects.toThrow(FormatError);
  });

  it('with weights of another shape is an error that leaves nothing behind', async () => {
    const files = unzipSync(fixture('nested.keras'));
    const config = strFromU8(files['config.json'])
      .replace('"filters": 4', '"filters": 5')
      .replace('"units": 2', '"units": 3');
    const changed = zipSync({ ...files, 'config.json': strToU8(config) }, { level: 0 });
    await expect(readKeras(changed)).rejects.toThrow(
      /A weight of the layer "\w+" has the shape \[[\d, ]+\]; expected \[[\d, ]+\]/,
    );
  });
});
