import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tensor } from '@tensorflow/tfjs-core';
import { Gradient, IntegratedGradients } from 'explainable-ai';
import { AttnLRP, EpsilonPlus, LRP } from 'relevance-propagation';
import { analyze } from 'xai-base';
import { readOnnx } from '../../src';
import { randomNumbers } from '../support/against-onnxruntime';

/** What PyTorch says of a network, in base64. */
interface Said {
  readonly shape: readonly number[];
  readonly largest: number;
  readonly output: string;
  readonly gradient: string;
}

const folder = path.join(__dirname, '../fixtures/torch/structures');
const networks: Record<string, Said> = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'));
const numbersIn = (base64: string) => new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);

function expectNear(found: ArrayLike<number>, wanted: Float32Array): void {
  const scale = wanted.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  expect(found).toHaveLength(wanted.length);
  const errors = wanted.map((one, at) => Math.abs(found[at] - one));
  expect(errors.reduce((most, one) => Math.max(most, one), 0) / scale).toBeLessThan(5e-6);
}

describe('networks of structures of today, as PyTorch exports them', () => {
  it.each(Object.entries(networks))('%s', async (name, { shape, largest, output, gradient }) => {
    const model = await readOnnx(path.join(folder, `${name}.onnx`));
    const x = tensor(
      randomNumbers(
        shape.reduce((product, length) => product * length),
        3,
      ),
      [...shape],
    );
    const slopes = await analyze(x, new Gradient(model), largest);
    expectNear(slopes.output.dataSync(), numbersIn(output));
    expectNear(slopes.val.dataSync(), numbersIn(gradient));
    for (const method of [new LRP(model, new EpsilonPlus()), new AttnLRP(model), new IntegratedGradients(model, 2)]) {
      const explanation = await analyze(x, method, largest);
      const values = explanation.val.dataSync();
      expect(values.every(Number.isFinite)).toBe(true);
      expect(values.some((value) => value !== 0)).toBe(true);
      explanation.dispose();
    }
    slopes.dispose();
    x.dispose();
    model.dispose();
  });
});
