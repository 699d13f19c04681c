import { tensor2d } from '@tensorflow/tfjs-core';
import { Gradient, Occlusion } from 'explainable-ai';
import { makeNode } from 'onnx-format';
import { analyze, NoGradientError, ValueError } from 'xai-base';
import { DisposedModelError, OnnxModel, OnnxRunError } from '../../src';
import { graph } from '../support/graphs';
import { call, withModel } from '../support/with-model';

const weights = { type: 'float32', shape: [3, 2], data: Float32Array.of(1, 0, 2, 0, 3, 1) } as const;
const linear = graph(
  { x: ['float32', 'batch', 3] },
  [makeNode('MatMul', ['x', 'w'], ['y'])],
  { y: ['float32', 'batch', 2] },
  { w: weights },
);

describe('a loaded model', () => {
  it('is a model for methods that need no gradients', async () => {
    await withModel(linear, {}, async (model) => {
      const input = tensor2d([[1, 1, 1], [0, 2, 0]]); // biome-ignore format: one line
      const explanation = await analyze(input, new Occlusion(model, [1]), 0);
      expect(await explanation.val.array()).toEqual([[1, 2, 3], [0, 4, 0]]); // biome-ignore format: one line
      explanation.dispose();
      input.dispose();
    });
  });

  it('tells a method that needs gradients how to get them', async () => {
    await withModel(linear, {}, async (model) => {
      const input = tensor2d([[1, 1, 1]]);
      const error = await analyze(input, new Gradient(model)).catch((reason) => reason);
      expect(error).toBeInstanceOf(NoGradientError);
      expect(error.message).toContain('readOnnx(file)');
      input.dispose();
    });
  });

  it('ends the calls under way before it is disposed, and takes none after', async () => {
    const model = await OnnxModel.load(linear);
    const results = Promise.all([call(model, tensor2d([[1, 0, 0]])), call(model, tensor2d([[0, 1, 0]]))]);
    const input = tensor2d([[0, 0, 1]]);
    await Promise.all([model.dispose(), model.dispose()]);
    expect((await results).map(({ values }) => values)).toEqual([[1, 0], [2, 0]]); // biome-ignore format: one line
    const failures = [
      await model(input).catch((error) => error),
      await model.run({ x: input }).catch((error) => error),
    ];
    for (const error of failures) expect(error).toBeInstanceOf(DisposedModelError);
    input.dispose();
  });

  it('reports a failure of the runtime with shapes, and works on', async () => {
    const pair = ['float32', 'n', 'k'] as const;
    const bytes = graph({ a: pair, b: pair }, [makeNode('Add', ['a', 'b'], ['y'])], { y: pair });
    await withModel(bytes, { sessionOptions: { logSeverityLevel: 4 } }, async (model) => {
      const [a, b] = [tensor2d([[1, 2, 3]]), tensor2d([[1, 2]])];
      const error = await model.run({ a, b }).catch((reason) => reason);
      expect(error).toBeInstanceOf(OnnxRunError);
      expect(error.message).toMatch(/^onnxruntime could not run the model on a: float32\[1, 3]; b: float32\[1, 2]: /);
      const { y } = await model.run({ a, b: a });
      expect(await y.array()).toEqual([[2, 4, 6]]);
      for (const one of [a, b, y]) one.dispose();
    });
  });
});

describe('options', () => {
  test.each([
    [{ channelFirst: true }, 'There is no option channelFirst; the options are input, output, channelsFirst'],
    [{ channelsFirst: 1 }, 'channelsFirst is 1; expected true or false.'],
    [{ output: 0 }, 'output is 0; expected the name of an output.'],
    [{ fixedInputs: null }, 'fixedInputs is null; expected an object of tensors'],
    [{ runtime: Promise.resolve() }, 'expected a runtime: import * as runtime from "onnxruntime-node"'],
    [{ externalData: 'yes' }, 'externalData is yes; expected true, false, or a Map'],
  ])('%j is refused', async (options, message) => {
    const error = await OnnxModel.load(linear, options as never).catch((reason) => reason);
    expect(error).toBeInstanceOf(ValueError);
    expect(error.message).toContain(message);
  });
});
