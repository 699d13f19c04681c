import { readFileSync } from 'node:fs';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { Gradient } from 'explainable-ai';
import { analyze } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import { expectWithin, restore, type StoredTensor } from '../../../../tooling/jest/conformance';
import { readOnnx } from '../../src';

const folder = path.join(__dirname, '../fixtures/torch');
const expected: Record<string, { input: StoredTensor }> = JSON.parse(
  readFileSync(path.join(folder, 'expected.json'), 'utf8'),
);

describe('a compiled gradient', () => {
  it.each(['lenet', 'residual', 'mobile', 'unet', 'series', 'lstm', 'gru', 'rnn', 'mlp', 'attention'])(
    'of %s is that of the eager program',
    async (name) => {
      const executor = await NativeExecutor.create({
        onFallback: (message) => {
          throw new Error(message);
        },
      });
      const model = await readOnnx(path.join(folder, `${name}.onnx`));
      const x = restore(expected[name].input);
      const eager = await analyze(x, new Gradient(model), 1);
      const compiled = await analyze(x, new Gradient(model), 1, { executor });
      expectWithin(compiled.val.dataSync(), eager.val.dataSync(), { rtol: 1e-4, atol: 1e-5 });
      for (const one of [eager, compiled]) one.dispose();
      x.dispose();
      model.dispose();
      await executor.dispose();
    },
  );
});
