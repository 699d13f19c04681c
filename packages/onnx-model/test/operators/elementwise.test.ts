import { float } from 'onnx-format';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, floats, integers, randomNumbers } from '../support/against-onnxruntime';

const shape = [2, 3, 4];
const positive = randomNumbers(24, 3).map((value) => Math.abs(value) + 0.5);
const inside = randomNumbers(24, 3).map((value) => value * 0.9);
const wide = randomNumbers(24, 3).map((value) => value * 4);

describeBackends('functions of one number', () => {
  it.each([
    'Identity',
    'Abs',
    'Ceil',
    'Cos',
    'Erf',
    'Exp',
    'Floor',
    'Neg',
    'Round',
    'Sign',
    'Sin',
    'Tan',
    'Tanh',
    'Sinh',
    'Cosh',
    'Atan',
    'Asinh',
    'Relu',
    'Sigmoid',
    'Softplus',
    'Softsign',
    'HardSwish',
    'LeakyRelu',
    'Elu',
    'Celu',
    'Selu',
    'HardSigmoid',
    'ThresholdedRelu',
  ])('%s', async (op) => {
    await expectSame({ op, shape, values: wide });
  });

  it.each(['Log', 'Sqrt', 'Reciprocal'])('%s of positive numbers', async (op) => {
    await expectSame({ op, shape, values: positive });
  });

  it.each(['Asin', 'Acos', 'Atanh'])('%s between -1 and 1', async (op) => {
    await expectSame({ op, shape, values: inside });
  });

  it('Acosh above 1', async () => {
    await expectSame({ op: 'Acosh', shape, values: positive.map((value) => value + 1) });
  });

  it('Mish and Gelu of later versions', async () => {
    await expectSame({ op: 'Mish', shape, values: wide, opset: 18 });
    await expectSame({ op: 'Gelu', shape, values: wide, opset: 20 });
    await expectSame({ op: 'Gelu', shape, values: wide, opset: 20, attributes: { approximate: 'tanh' } });
  });

  it('parameters of activations', async () => {
    await expectSame({ op: 'LeakyRelu', shape, values: wide, attributes: { alpha: 0.3 } });
    await expectSame({ op: 'Elu', shape, values: wide, attributes: { alpha: 0.3 } });
    await expectSame({ op: 'Celu', shape, values: wide, attributes: { alpha: float(2) } });
    await expectSame({ op: 'Selu', shape, values: wide, attributes: { alpha: 1.5, gamma: 0.7 } });
    await expectSame({ op: 'HardSigmoid', shape, values: wide, attributes: { alpha: 0.3, beta: 0.4 } });
    await expectSame({ op: 'ThresholdedRelu', shape, values: wide, attributes: { alpha: 0.4 } });
    await expectSame({ op: 'PRelu', shape, values: wide, constants: [floats([3, 1])] });
  });

  it('Clip, whose limits are attributes before version 11 and inputs since', async () => {
    await expectSame({ op: 'Clip', shape, values: wide, opset: 7, attributes: { min: -0.5, max: 1.5 } });
    await expectSame({
      op: 'Clip',
      shape,
      values: wide,
      opset: 11,
      constants: [floats([], [-0.5]), floats([], [1.5])],
    });
    await expectSame({ op: 'Clip', shape, values: wide, opset: 13, constants: [null, floats([], [1.5])] });
  });

  it('Cast', async () => {
    await expectSame({ op: 'Cast', shape, values: wide, attributes: { to: 7 } });
    await expectSame({ op: 'Cast', shape, values: wide, attributes: { to: 1 } });
    await expectSame({ op: 'Cast', shape, values: wide.map(Math.round), attributes: { to: 9 } });
    await expectSame({ op: 'CastLike', opset: 15, shape, values: wide, constants: [integers([1])] });
  });

  it('Dropout is off', async () => {
    await expectSame({ op: 'Dropout', shape, opset: 11, attributes: { ratio: 0.3 } });
    await expectSame({ op: 'Dropout', shape, opset: 13, constants: [floats([], [0.3])] });
  });
});

describeBackends('arithmetic that broadcasts', () => {
  const others = [floats(shape), floats([4]), floats([3, 1]), floats([]), floats([1, 2, 1, 1])];

  it.each(['Add', 'Sub', 'Mul', 'Max', 'Min', 'Sum', 'Mean'])('%s', async (op) => {
    for (const other of others) {
      await expectSame({ op, shape, constants: [other] });
      await expectSame({ op, shape, constants: [other], place: 1 });
    }
  });

  it('Div', async () => {
    for (const other of others) await expectSame({ op: 'Div', shape, constants: [other], tolerance: 1e-4 });
    await expectSame({ op: 'Div', shape, values: positive, constants: [floats([4])], place: 1 });
    await expectSame({ op: 'Div', shape: [4], type: 'int64', values: [7, -7, 6, -6], constants: [integers([2])] });
    await expectSame({ op: 'Div', shape: [4], type: 'int64', values: [7, -7, 6, -6], constants: [integers([-2])] });
  });

  it('Pow', async () => {
    for (const exponent of [2, 3, 0.5, -1, 1, 2.5, 0]) {
      await expectSame({ op: 'Pow', shape, values: positive, constants: [floats([], [exponent])], tolerance: 1e-4 });
    }
    await expectSame({ op: 'Pow', shape, values: wide, constants: [floats([1], [2])] });
    await expectSame({ op: 'Pow', shape, values: wide, constants: [integers([3], [])], tolerance: 1e-4 });
    await expectSame({ op: 'Pow', shape, values: positive, constants: [floats([4])] });
    await expectSame({ op: 'Pow', shape, constants: [floats([4], [1, 2, 3, 4])], place: 1 });
  });

  it('Mod of both kinds', async () => {
    const whole = { op: 'Mod', shape: [6], type: 'int64', values: [7, -7, 6, -6, 5, -5] } as const;
    for (const divisor of [3, -3]) {
      await expectSame({ ...whole, constants: [integers([divisor])] });
      await expectSame({ ...whole, constants: [integers([divisor])], attributes: { fmod: 1 } });
    }
    await expectSame({ op: 'Mod', shape, values: wide, constants: [floats([], [1.3])], attributes: { fmod: 1 } });
  });

  it.each(['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'])('%s', async (op) => {
    await expectSame({ op, shape: [4], values: [1, 2, 3, 2], constants: [floats([], [2])] });
  });

  it.each(['And', 'Or', 'Xor'])('%s', async (op) => {
    const other = { type: 'bool', shape: [4], data: Uint8Array.of(0, 1, 0, 1) } as const;
    await expectSame({ op, shape: [4], type: 'bool', values: [0, 0, 1, 1], constants: [other] });
  });

  it('Not, IsNaN', async () => {
    await expectSame({ op: 'Not', shape: [2], type: 'bool', values: [0, 1] });
    await expectSame({ op: 'IsNaN', shape: [2], values: [0, Number.NaN] });
  });

  it('Where', async () => {
    const condition = { type: 'bool', shape: [4], data: Uint8Array.of(0, 1, 0, 1) } as const;
    await expectSame({ op: 'Where', shape, constants: [condition, floats([])], place: 1 });
    await expectSame({ op: 'Where', shape: [4], constants: [condition, floats([2, 3, 1])], place: 2 });
  });
});
