import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, integers, randomNumbers } from '../support/against-onnxruntime';

const shape = [2, 3, 4];
const positive = randomNumbers(24, 3).map((value) => Math.abs(value) + 0.5);

describeBackends('reductions', () => {
  it.each(['L1', 'L2', 'LogSum', 'LogSumExp', 'Max', 'Mean', 'Min', 'Prod', 'Sum', 'SumSquare'])(
    'Reduce%s, whose axes are attributes in early versions and inputs in later ones',
    async (name) => {
      const use = { op: `Reduce${name}`, shape, values: positive };
      await expectSame({ ...use, opset: 11, attributes: { axes: [1, -1], keepdims: 0 } });
      await expectSame({ ...use, opset: 11, attributes: { axes: [1] } });
      await expectSame({ ...use, opset: 18, constants: [integers([-2])], attributes: { keepdims: 0 } });
      await expectSame({ ...use, opset: 18 });
    },
  );

  it('ReduceSum whose axes are an input since version 13', async () => {
    await expectSame({ op: 'ReduceSum', shape, opset: 13, constants: [integers([0, 2])] });
    await expectSame({ op: 'ReduceSum', shape, opset: 13, attributes: { noop_with_empty_axes: 1 } });
  });

  it.each(['ArgMax', 'ArgMin'])('%s', async (op) => {
    const ties = [...randomNumbers(12, 3), ...Array(12).fill(1)];
    for (const attributes of [{ axis: 1 }, { axis: -1, keepdims: 0 }, {}, { axis: 1, select_last_index: 1 }]) {
      await expectSame({ op, shape, values: ties, attributes });
    }
  });

  it.each(['Softmax', 'LogSoftmax', 'Hardmax'])('%s, of all axes behind before version 13', async (op) => {
    for (const opset of [11, 13]) {
      for (const attributes of [{}, { axis: 1 }, { axis: 2 }, { axis: 0 }]) {
        await expectSame({ op, shape, opset, attributes, gradient: op !== 'Hardmax' });
      }
    }
  });

  it('CumSum', async () => {
    for (const axis of [0, 1, -1]) {
      await expectSame({ op: 'CumSum', shape, constants: [integers([axis], [])] });
      await expectSame({
        op: 'CumSum',
        shape,
        constants: [integers([axis], [])],
        attributes: { exclusive: 1, reverse: 1 },
      });
    }
  });

  it('TopK', async () => {
    const use = { op: 'TopK', shape, constants: [integers([2])], outputs: 2 };
    await expectSame(use);
    await expectSame({ ...use, attributes: { axis: 1, largest: 0 } });
  });
});
