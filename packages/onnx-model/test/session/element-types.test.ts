import { tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { type DataType, makeNode } from 'onnx-format';
import { ValueError } from 'xai-base';
import { OnnxRunError } from '../../src';
import { graph, identity } from '../support/graphs';
import { call, withModel } from '../support/with-model';

const ranges: [type: DataType, min: number, max: number][] = [
  ['int8', -128, 127],
  ['uint8', 0, 255],
  ['int16', -32768, 32767],
  ['uint16', 0, 65535],
  ['int32', -(2 ** 31), 2 ** 31 - 1],
  ['uint32', 0, 2 ** 31 - 1],
  ['int64', -(2 ** 31), 2 ** 31 - 1],
  ['uint64', 0, 2 ** 31 - 1],
];

describe('a model that returns its input', () => {
  test.each(['float32', 'float64'] as const)('keeps every float32 number as %s', async (type) => {
    await withModel(identity(type, 'n', 'k'), {}, (model) =>
      fc.assert(
        fc.asyncProperty(fc.float32Array({ minLength: 1, noNaN: true }), async (numbers) => {
          const { shape, dtype, values } = await call(model, tensor(numbers, [1, numbers.length], 'float32'));
          expect({ shape, dtype, values }).toEqual({
            shape: [1, numbers.length],
            dtype: 'float32',
            values: Array.from(numbers),
          });
        }),
      ),
    );
  });

  test.each(ranges)('keeps every whole number as %s', async (type, min, max) => {
    await withModel(identity(type, 'n', 'k'), {}, (model) =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min, max }), { minLength: 1 }), async (numbers) => {
          const { dtype, values } = await call(model, tensor(numbers, [1, numbers.length], 'int32'));
          expect({ dtype, values }).toEqual({ dtype: 'int32', values: numbers });
        }),
      ),
    );
  });

  test.each(ranges)('refuses what is no %s', async (type, min, max) => {
    await withModel(identity(type, 'n', 'k'), {}, async (model) => {
      const refused = [0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e30];
      if (max < 2 ** 31 - 1) refused.push(max + 1);
      if (min === 0) refused.push(-1);
      for (const value of refused) {
        const error = await call(model, tensor([[0, value]], [1, 2], 'float32')).catch((reason) => reason);
        expect(error).toBeInstanceOf(ValueError);
        expect(error.message).toContain(`x: ${type}[n, k]`);
      }
    });
  });

  it('says how to make numbers whole', async () => {
    await withModel(identity('int64', 'n', 1), {}, async (model) => {
      await expect(call(model, tensor([[1.5]]))).rejects.toThrow(
        'x holds 1.5; the model takes x: int64[n, 1], so that every element is a whole number of int64. Round it first: model(tf.round(input)).',
      );
    });
  });

  it('takes truth values as such or as 0 and 1', async () => {
    await withModel(identity('bool', 'n', 2), {}, async (model) => {
      expect(await call(model, tensor([[true, false]]))).toEqual({ shape: [1, 2], dtype: 'bool', values: [1, 0] });
      expect((await call(model, tensor([[0, 1]]))).values).toEqual([0, 1]);
      await expect(call(model, tensor([[0, 2]]))).rejects.toThrow('x holds 2; the model takes x: bool[n, 2]');
    });
  });

  it('takes strings, and no numbers in their place', async () => {
    await withModel(identity('string', 'n', 2), {}, async (model) => {
      const values = ['schön', ''];
      expect(await call(model, tensor([values]))).toEqual({ shape: [1, 2], dtype: 'string', values });
      await expect(call(model, tensor([[1, 2]]))).rejects.toThrow(
        'x is a tensor of float32; the model takes x: string',
      );
    });
    await withModel(identity('float32', 'n', 1), {}, async (model) => {
      await expect(call(model, tensor([['a']]))).rejects.toThrow('x is a tensor of string; the model takes x: float32');
    });
  });

  it('refuses to round a whole number that int32 does not hold', async () => {
    const large = { type: 'int64', shape: [1, 1], data: BigInt64Array.of(2n ** 40n) } as const;
    const nodes = [makeNode('Add', ['x', 'large'], ['y'])];
    const bytes = graph({ x: ['int64', 'n', 1] }, nodes, { y: ['int64', 'n', 1] }, { large });
    await withModel(bytes, {}, async (model) => {
      const error = await call(model, tensor([[1]], [1, 1], 'int32')).catch((reason) => reason);
      expect(error).toBeInstanceOf(OnnxRunError);
      expect(error.message).toContain('The output y (int64) holds 1099511627777, which is outside of int32');
    });
  });

  it('of half precision is listed, but not run', async () => {
    const bytes = Buffer.from(identity('uint16', 'n', 1));
    const code = Buffer.from([8, 4, 18]); // an element type of uint16, then a shape
    for (let at = bytes.indexOf(code); at >= 0; at = bytes.indexOf(code)) bytes[at + 1] = 10;
    await withModel(bytes, {}, async (model) => {
      expect(model.inspect()).toContain('x: float16[n, 1]');
      const error = await call(model, tensor([[1]])).catch((reason) => reason);
      expect(error).toBeInstanceOf(ValueError);
      expect(error.message).toContain('float16[n, 1] is of a type that cannot be converted');
    });
  });
});

describe('an output that is no tensor', () => {
  const value = ['float32', 'n', 1] as const;
  const nodes = [makeNode('SequenceConstruct', ['x', 'x'], ['list']), makeNode('Neg', ['x'], ['y'])];
  const bytes = graph({ x: value }, nodes, { list: [undefined], y: value });

  it('is left out, and refused when it is chosen', async () => {
    await withModel(bytes, { output: 'list' }, async (model) => {
      expect(model.inspect()).toContain('  list: not a tensor\n');
      const x = tensor([[2]]);
      const { y, ...others } = await model.run({ x });
      expect([await y.array(), others]).toEqual([[[-2]], {}]);
      y.dispose();
      await expect(model.run({ x }, ['list'])).rejects.toThrow('list: not a tensor is of a type that cannot');
      await expect(call(model, x)).rejects.toThrow(ValueError);
    });
  });
});
