import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend, type Tensor, tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { Gradient, IntegratedGradients } from 'explainable-ai';
import type { Model } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import { evaluate } from '../../src/index';
import { everyMetric, randomTensor } from '../support/metrics';

const shape = [6, 6, 1];

function network(): tfl.LayersModel {
  const { layers } = tfl;
  return tfl.sequential({
    layers: [
      layers.conv2d({ inputShape: shape as [number, number, number], filters: 2, kernelSize: 3, activation: 'relu' }),
      layers.flatten(),
      layers.dense({ units: 3 }),
    ],
  });
}

test('what is kept does not grow with the batches, by any metric: neither compiled programs nor tensors', async () => {
  await setBackend('cpu');
  const executor = await NativeExecutor.create({ threads: 1, cacheSize: 1000 });
  const model = network();
  const metrics = Object.values(everyMetric)
    .map((make) => make())
    .filter(({ judges }) => judges === 'samples');
  const kept: { programs: number; tensors: number }[] = [];
  const masks = tensor(
    Uint8Array.from({ length: 2 * 36 }, (_, k) => Number(k % 5 < 2)),
    [2, 6, 6],
    'bool',
  );
  const segments = tensor(
    Int32Array.from({ length: 2 * 36 }, (_, k) => k % 4),
    [2, 6, 6],
    'int32',
  );
  const truth = randomTensor(shape, 9);
  function* batches() {
    for (let seed = 1; seed <= 4; seed++) {
      kept.push({ programs: executor.size, tensors: memory().numTensors });
      const input: Tensor = randomTensor([2, ...shape], seed);
      yield { input, masks, segments, truth };
      input.dispose();
    }
    kept.push({ programs: executor.size, tensors: memory().numTensors });
  }
  const methods = {
    Gradient: (m: Model) => new Gradient(m),
    IntegratedGradients: (m: Model) => new IntegratedGradients(m, 3),
  };
  await evaluate(methods, model as Model, batches(), metrics, { batchSize: 2, executor });
  const [before, first, ...later] = kept;
  expect(first.programs).toBeGreaterThan(before.programs);
  expect(first.tensors).toBe(before.tensors);
  for (const one of later) expect(one.tensors).toBe(first.tensors);
  expect(later.map(({ programs }) => programs)).toEqual(later.map(() => later[0].programs)); // a selection is an input from the second batch on
  for (const one of [masks, segments, truth]) one.dispose();
  model.dispose();
  await executor.dispose();
});
