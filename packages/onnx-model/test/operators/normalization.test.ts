import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, floats, randomNumbers } from '../support/against-onnxruntime';

const perChannel = floats([4]);
const positive = floats(
  [4],
  randomNumbers(4, 9).map((value) => Math.abs(value) + 0.5),
);

describeBackends('normalizations', () => {
  it('BatchNormalization', async () => {
    const constants = [perChannel, floats([4], [1, 2, 3, 4]), floats([4], [0.1, 0.2, 0.3, 0.4]), positive];
    for (const shape of [
      [2, 4, 3, 5],
      [2, 4, 3],
      [2, 4],
    ]) {
      await expectSame({ op: 'BatchNormalization', shape, constants, attributes: { epsilon: 0.01 } });
      await expectSame({ op: 'BatchNormalization', shape, constants, opset: 9 });
    }
  });

  it('InstanceNormalization', async () => {
    for (const shape of [
      [2, 4, 3, 5],
      [2, 4, 6],
    ]) {
      await expectSame({ op: 'InstanceNormalization', shape, constants: [perChannel, positive], tolerance: 5e-5 });
    }
  });

  it('LayerNormalization', async () => {
    await expectSame({
      op: 'LayerNormalization',
      shape: [2, 3, 4],
      constants: [perChannel, positive],
      tolerance: 5e-5,
    });
    await expectSame({ op: 'LayerNormalization', shape: [2, 3, 4], constants: [perChannel], tolerance: 5e-5 });
    const constants = [floats([3, 4]), floats([3, 4])];
    await expectSame({ op: 'LayerNormalization', shape: [2, 3, 4], constants, attributes: { axis: 1, epsilon: 0.1 } });
  });

  it('GroupNormalization with numbers for each channel, or in version 18 for each group', async () => {
    const use = { op: 'GroupNormalization', shape: [2, 4, 3, 5], attributes: { num_groups: 2 }, tolerance: 5e-5 };
    await expectSame({ ...use, opset: 21, constants: [perChannel, positive] });
    await expectSame({ ...use, opset: 18, constants: [floats([2], [2, 3]), floats([2], [0.5, 1])] });
  });

  it('LRN', async () => {
    await expectSame({ op: 'LRN', shape: [2, 6, 3, 3], attributes: { size: 3, alpha: 0.2, beta: 0.6, bias: 1.5 } });
  });

  it('LpNormalization and MeanVarianceNormalization', async () => {
    await expectSame({ op: 'LpNormalization', shape: [2, 4, 3], attributes: { axis: 1 } });
    await expectSame({ op: 'LpNormalization', shape: [2, 4, 3], attributes: { p: 1 } });
    await expectSame({ op: 'MeanVarianceNormalization', shape: [2, 4, 3, 5], tolerance: 5e-5 });
  });
});
