import { keep, mul, relu, scalar, tensor1d } from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../../tooling/jest/backends';
import { eagerExecutor, forEachBatch, TensorBag } from '../../src';
import { yieldToEventLoop } from '../../src/execution/yield-to-event-loop';
import { rejection, take } from '../support/tensors';

describeBackends('eagerExecutor', () => {
  test('gives handles that can be freed one by one, whatever the program returns', async () => {
    const input = tensor1d([1, -2]);
    const constant = keep(tensor1d([7]));
    const results = await eagerExecutor.run(
      (x) => {
        const y = relu(mul(x, 2));
        return [y, y, x, constant];
      },
      [input],
    );
    expect(new Set([...results, input, constant].map(({ id }) => id)).size).toBe(6);
    expect(results.map(take)).toEqual([[2, 0], [2, 0], [1, -2], [7]]);
    expect([input.isDisposed, constant.isDisposed]).toEqual([false, false]);
    input.dispose();
    constant.dispose();
  });

  test('leaves nothing when the program throws', async () => {
    const input = tensor1d([1]);
    const program = () => {
      mul(input, 2);
      throw new Error('mine');
    };
    expect(await rejection(eagerExecutor.run(program, [input]))).toEqual(new Error('mine'));
    input.dispose();
  });
});

describe('forEachBatch', () => {
  test.each([
    [
      5,
      2,
      [
        [0, 2],
        [2, 2],
        [4, 1],
      ],
    ],
    [
      4,
      2,
      [
        [0, 2],
        [2, 2],
      ],
    ],
    [3, undefined, [[0, 3]]],
    [3, 9, [[0, 3]]],
    [0, 2, []],
  ])('%p samples by %p', async (total, batchSize, expected) => {
    const seen: number[][] = [];
    await forEachBatch(total, { batchSize }, async (begin, size) => void seen.push([begin, size]));
    expect(seen).toEqual(expected);
  });
});

describe('TensorBag', () => {
  test('frees what is in it, once; not what was released', () => {
    const bag = new TensorBag();
    const [kept, freed, early] = [scalar(1), scalar(2), scalar(3)].map((tensor) => bag.add(tensor));
    bag.add(freed);
    bag.free(early);
    expect([kept, freed, early].map(({ isDisposed }) => isDisposed)).toEqual([false, false, true]);
    bag.release(kept);
    bag.dispose();
    bag.dispose();
    expect([kept, freed].map(({ isDisposed }) => isDisposed)).toEqual([false, true]);
    kept.dispose();
  });
});

test('the event loop gets its turns while work goes on', async () => {
  for (let turn = 0; turn < 5; turn++) {
    let hadItsTurn = false;
    setTimeout(() => {
      hadItsTurn = true;
    });
    const end = performance.now() + 5000;
    while (!hadItsTurn && performance.now() < end) await yieldToEventLoop();
    expect(hadItsTurn).toBe(true);
  }
});
