import { add, dispose, mul, reshape, sum, type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describeBackends } from '../../../../tooling/jest/backends';
import {
  checkClasses,
  type Executor,
  eagerExecutor,
  type Program,
  predictorOf,
  rowsAtOnce,
  toModelView,
} from '../../src';

const compiling: Executor = { name: 'mine', run: eagerExecutor.run };

describe('rowsAtOnce', () => {
  test.each([1, 20, 784, 5000, 150_528, 2 ** 20])('a sample of %p elements has few numbers of rows', (size) => {
    const { batchSize, room } = rowsAtOnce(size, { executor: compiling });
    expect(batchSize * size).toBeLessThanOrEqual(Math.max(2 ** 20, size));
    const rooms = Array.from({ length: batchSize }, (_, index) => room(index + 1));
    rooms.forEach((rows, index) => {
      expect(rows).toBeGreaterThanOrEqual(index + 1);
      expect(rows).toBeLessThanOrEqual(batchSize);
    });
    expect(new Set(rooms).size).toBeLessThanOrEqual(16);
  });

  test('a batch size that is chosen is kept, and who compiles nothing is given what is there', () => {
    expect(rowsAtOnce(784, { executor: compiling, batchSize: 10 }).batchSize).toBe(10);
    const { room } = rowsAtOnce(784, { executor: eagerExecutor });
    expect([1, 3, 61].map(room)).toEqual([1, 3, 61]);
  });
});

describeBackends('the evaluation of a model', () => {
  test('inputs are made in the same program, or before', async () => {
    const programs: Program[] = [];
    const executor: Executor = {
      name: 'watched',
      run(program, inputs) {
        programs.push(program);
        return eagerExecutor.run(program, inputs);
      },
    };
    const made = {
      make: (given: Tensor, factor: Tensor, term: Tensor) => add(mul(given, factor), term),
      shared: [tensor1d([2, 3]), tensor1d([1, 1])],
    };
    const view = toModelView((x, further) => sum(mul(x, further ? (further as Tensor[])[0] : 1), 1, true));
    const given = tensor2d([[1, 2]]);
    const factors = tensor2d([[10, 100]]);
    for (const predict of [predictorOf(view, executor, made), predictorOf(view, undefined, made)]) {
      const [plain, further] = [await predict(given), await predict(given, [factors])];
      expect([plain.dataSync()[0], further.dataSync()[0]]).toEqual([10, 730]);
      dispose([plain, further]);
    }
    expect(new Set(programs).size).toBe(2);
    (await predictorOf(view, executor, made)(given)).dispose();
    expect(programs[2]).toBe(programs[0]);
    (await predictorOf(view, executor)(given)).dispose();
    expect(programs[3]).not.toBe(programs[0]);
    dispose([given, factors, ...made.shared]);
  });
});

test('a model is looked at once for each demand, and anew when a layer is added', () => {
  const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 2, inputShape: [2] })] });
  const view = toModelView(model);
  expect(toModelView(model)).toBe(view);
  expect(toModelView(model, checkClasses)).not.toBe(view);
  expect(toModelView(model)).toBe(view);
  model.add(tfl.layers.dense({ units: 3 }));
  expect(toModelView(model)).not.toBe(view);
  model.dispose();
  const plain = (x: Tensor) => reshape(x, [-1, 1]);
  expect(toModelView(plain)).toBe(toModelView(plain));
});
