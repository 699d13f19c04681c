import { type Tensor, tensor, tensor2d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { makeNode } from 'onnx-format';
import { OnnxRunError } from '../../src';
import { graph } from '../support/graphs';
import { call, withModel } from '../support/with-model';

const double = (batch: number | string) =>
  graph({ x: ['float32', batch, 2] }, [makeNode('Add', ['x', 'x'], ['y'])], { y: ['float32', batch, 2] });

const sum = (batch: number | string, keepAxis: 0 | 1, outputs: (number | string)[]) =>
  graph(
    { x: ['float32', batch, 2] },
    [makeNode('ReduceSum', ['x', 'axes'], ['y'], { keepdims: { type: 'int', value: keepAxis } })],
    { y: ['float32', ...outputs] },
    { axes: { type: 'int64', shape: [1], data: BigInt64Array.of(1n) } },
  );

const rows = fc.array(fc.tuple(fc.integer({ max: 99, min: 0 }), fc.integer({ max: 99, min: 0 })), {
  minLength: 1,
  maxLength: 9,
});

describe('a batch of any size', () => {
  test.each(['batch', 1, 2, 3, 10])('runs on a model whose batch is %s', async (batch) => {
    await withModel(double(batch), {}, (model) =>
      fc.assert(
        fc.asyncProperty(rows, async (samples) => {
          const { shape, values } = await call(model, tensor2d(samples));
          expect({ shape, values }).toEqual({
            shape: [samples.length, 2],
            values: samples.flat().map((value) => 2 * value),
          });
        }),
        { numRuns: 30 },
      ),
    );
  });

  it('of strings runs on a model for one sample', async () => {
    const bytes = graph({ x: ['string', 1, 2] }, [makeNode('Identity', ['x'], ['y'])], { y: ['string', 1, 2] });
    await withModel(bytes, {}, async (model) => {
      const values = ['a', 'b', 'c', 'd'];
      expect((await call(model, tensor(values, [2, 2], 'string'))).values).toEqual(values);
    });
  });

  it('gets a batch axis when the model for one sample has none in its output', async () => {
    const flatten = [makeNode('Reshape', ['x', 'shape'], ['y'])];
    const shape = { type: 'int64', shape: [1], data: BigInt64Array.of(-1n) } as const;
    const bytes = graph({ x: ['float32', 1, 2] }, flatten, { y: ['float32', 2] }, { shape });
    await withModel(bytes, {}, async (model) => {
      expect(await call(model, tensor2d([[1, 2], [3, 4]]))).toMatchObject({ shape: [2, 2], values: [1, 2, 3, 4] }); // biome-ignore format: one line
    });
  });

  test.each([
    ['batch', 0, ['batch']],
    ['batch', 1, ['batch', 1]],
    [1, 0, [1]],
    [2, 0, [2]],
  ] as const)(
    'of a model (batch %s, keepdims %s) that returns a number a sample is [batch, 1]',
    async (batch, keepAxis, outputs) => {
      await withModel(sum(batch, keepAxis, [...outputs]), {}, async (model) => {
        const samples = tensor2d([[1, 2], [3, 4], [5, 6]]); // biome-ignore format: one line
        expect(await call(model, samples)).toMatchObject({ shape: [3, 1], values: [3, 7, 11] });
      });
    },
  );

  it('is an error when the model mixes its samples', async () => {
    const nodes = [makeNode('ReduceSum', ['x'], ['y'], { keepdims: { type: 'int', value: 0 } })];
    await withModel(graph({ x: ['float32', 'n', 2] }, nodes, { y: ['float32'] }), {}, async (model) => {
      const error = await call(model, tensor2d([[1, 2], [3, 4]])).catch((reason) => reason); // biome-ignore format: one line
      expect(error).toBeInstanceOf(OnnxRunError);
      expect(error.message).toBe('The output y has shape [] for 2 samples; expected [2, ...].');
    });
  });

  it('may be passed while another one runs', async () => {
    await withModel(double(1), {}, async (model) => {
      const inputs = [1, 2, 3, 4].map((value) => tensor2d([[value, value]]));
      const outputs = await Promise.all(inputs.map((input) => model(input)));
      const values = await Promise.all(outputs.map(async (output) => (await output.data())[0]));
      expect(values).toEqual([2, 4, 6, 8]);
      for (const one of [...inputs, ...outputs] as Tensor[]) one.dispose();
    });
  });
});
