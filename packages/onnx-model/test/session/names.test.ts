import { dispose, scalar, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { makeNode } from 'onnx-format';
import { ValueError } from 'xai-base';
import { OnnxModel } from '../../src';
import { graph } from '../support/graphs';
import { call, withModel } from '../support/with-model';

const pair = ['float32', 'batch', 2] as const;

/** sum = a + b, product = a * b * scale */
const arithmetic = graph(
  { a: pair, b: pair, scale: ['float32'] },
  [
    makeNode('Add', ['a', 'b'], ['sum']),
    makeNode('Mul', ['a', 'b'], ['ab']),
    makeNode('Mul', ['ab', 'scale'], ['product']),
  ],
  { sum: pair, product: pair },
);

describe('a model of several inputs and outputs', () => {
  it('is listed', async () => {
    await withModel(arithmetic, {}, async (model) => {
      expect(model.inputs.map(({ name, type }) => [name, type])).toEqual([
        ['a', 'float32'],
        ['b', 'float32'],
        ['scale', 'float32'],
      ]);
      expect(model.inspect()).toBe(
        [
          'inputs',
          '  a: float32[batch, 2]',
          '  b: float32[batch, 2]',
          '  scale: float32[]',
          'outputs',
          '  sum: float32[batch, 2]',
          '  product: float32[batch, 2]',
        ].join('\n'),
      );
    });
  });

  it('runs by names', async () => {
    await withModel(arithmetic, {}, async (model) => {
      const inputs = { a: tensor2d([[1, 2]]), b: tensor2d([[3, 4]]), scale: scalar(10) };
      const outputs = await model.run(inputs);
      expect(Object.keys(outputs)).toEqual(['sum', 'product']);
      expect(await outputs.product.array()).toEqual([[30, 80]]);
      const one = await model.run(inputs, ['sum']);
      expect(Object.keys(one)).toEqual(['sum']);
      expect(await one.sum.array()).toEqual([[4, 6]]);
      dispose([inputs, outputs, one] as never);
    });
  });

  it('is called with one input, the others fixed; a single row is repeated for each sample', async () => {
    const fixedInputs = { b: tensor2d([[3, 4]]), scale: scalar(10) };
    await withModel(arithmetic, { output: 'product', fixedInputs }, async (model) => {
      dispose(fixedInputs);
      const { shape, values } = await call(model, tensor2d([[1, 2], [5, 6]])); // biome-ignore format: one line
      expect({ shape, values }).toEqual({ shape: [2, 2], values: [30, 80, 150, 240] });
      const a = tensor2d([[1, 1]]);
      const outputs = await model.run({ a });
      expect(await outputs.product.array()).toEqual([[30, 40]]);
      dispose([a, outputs] as never);
    });
  });

  it('runs only by names until an input and an output are chosen', async () => {
    await withModel(arithmetic, {}, async (model) => {
      await expect(call(model, tensor2d([[1, 2]]))).rejects.toThrow(
        'The model has 3 inputs: a: float32[batch, 2]; b: float32[batch, 2]; scale: float32[]. Choose one by the option ' +
          "{ input: 'a' | 'b' | 'scale' }, and give the others by { fixedInputs: { name: tensor } }. Or call model.run({ name: tensor }).",
      );
    });
    await withModel(arithmetic, { input: 'a' }, async (model) => {
      await expect(call(model, tensor2d([[1, 2]]))).rejects.toThrow(
        'The model has 2 outputs: sum: float32[batch, 2]; product',
      );
    });
    await withModel(arithmetic, { input: 'a', output: 'sum' }, async (model) => {
      await expect(call(model, tensor2d([[1, 2]]))).rejects.toThrow(
        'The model gets no value for b: float32[batch, 2]; scale: float32[]; pass it to run, or as one of fixedInputs.',
      );
    });
  });

  test.each([{ input: 'x' }, { output: 'x' }, { fixedInputs: { x: undefined as never } }])(
    'refuses a name that it does not have: %j',
    async (options) => {
      const error = await OnnxModel.load(arithmetic, options).catch((reason) => reason);
      expect(error).toBeInstanceOf(ValueError);
      expect(error.message).toMatch(/^The model has no (input|output) "x"; it has (a|sum): float32\[batch, 2]; /);
    },
  );

  it('refuses names, and values that are no tensors, when it runs', async () => {
    await withModel(arithmetic, {}, async (model) => {
      const x = tensor1d([1]);
      await expect(model.run({ x })).rejects.toThrow('The model has no input "x"');
      await expect(model.run({ a: [1] as never })).rejects.toThrow('a is 1; expected a tensor.');
      await expect(model.run({}, ['x'])).rejects.toThrow('The model has no output "x"');
      await expect(model.run({ a: x })).rejects.toThrow(
        'The model gets no value for b: float32[batch, 2]; scale: float32[]; pass it to run, or as one of fixedInputs.',
      );
      x.dispose();
    });
  });
});
