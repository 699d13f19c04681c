/** A process that explains: <folder> <items> <shard size> [the item at which it waits for ever]. */
import { setTimeout } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { InputTimesGradient } from 'explainable-ai';
import { analyze } from 'xai-base';
import { describeRun, RunStore, runAll } from '../../src/node';

const [folder, count, shardSize, last] = process.argv.slice(2);
const items = Array.from({ length: Number(count) }, (_, item) => ({ name: `item ${item}`, item }));
const model = (input: tf.Tensor) =>
  tf.matMul(
    input as tf.Tensor2D,
    tf.tensor2d([
      [1, -1],
      [2, 0.5],
      [0, 1],
    ]),
  );

const explainer = {
  labels: ['no', 'yes'],
  async explain(item: number, { signal }: { signal?: AbortSignal }) {
    if (item === Number(last)) await setTimeout(2 ** 30, console.log('waits'));
    if (item % 7 === 3) throw new RangeError(`item ${item} is broken`);
    const input = tf.tensor2d([[item, item / 3, -item]]);
    try {
      return await analyze(input, new InputTimesGradient(model), undefined, { signal });
    } finally {
      input.dispose();
    }
  },
};

async function main() {
  tf.enableProdMode(); // TensorFlow.js prints nothing
  const store = await RunStore.open(folder, describeRun({ model: 'three numbers' }, items, Number(shardSize)));
  await runAll(store, items, explainer, { onProgress: ({ done }) => console.log(done) });
}

void main();
