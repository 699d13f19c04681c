import { readFileSync } from 'node:fs';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import { FeatureAblation, Gradient } from 'explainable-ai';
import { int, makeNode, writeModel } from 'onnx-format';
import { analyze } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import { expectWithin, restore, type StoredTensor } from '../../../../tooling/jest/conformance';
import { readOnnx } from '../../src';
import { floats, integers } from '../support/against-onnxruntime';

const folder = path.join(__dirname, '../fixtures/torch');
const expected: Record<string, { input: StoredTensor }> = JSON.parse(
  readFileSync(path.join(folder, 'expected.json'), 'utf8'),
);

describe('a compiled gradient', () => {
  it.each(['lenet', 'residual', 'mobile', 'unet', 'series', 'lstm', 'gru', 'rnn', 'mlp', 'attention'])(
    'of %s is that of the eager program',
    async (name) => {
      const executor = await NativeExecutor.create({
        onFallback: (message) => {
          throw new Error(message);
        },
      });
      const model = await readOnnx(path.join(folder, `${name}.onnx`));
      const x = restore(expected[name].input);
      const eager = await analyze(x, new Gradient(model), 1);
      const compiled = await analyze(x, new Gradient(model), 1, { executor });
      expectWithin(compiled.val.dataSync(), eager.val.dataSync(), { rtol: 1e-4, atol: 1e-5 });
      for (const one of [eager, compiled]) one.dispose();
      x.dispose();
      model.dispose();
      await executor.dispose();
    },
  );
});

describe('a compiled model', () => {
  const value = (name: string, type: 'float32' | 'int64' | 'bool', shape?: readonly number[]) => ({
    name,
    type,
    shape,
  });
  const halving = {
    ...{ name: 'body', initializers: new Map() },
    nodes: [makeNode('Mul', ['v', 'x'], ['w']), makeNode('Identity', ['go'], ['on'])],
    inputs: [value('i', 'int64', []), value('go', 'bool', []), value('v', 'float32')],
    outputs: [value('on', 'bool', []), value('w', 'float32')],
  };
  const branch = (op: string) => ({
    type: 'graph' as const,
    value: {
      ...{ name: op, initializers: new Map(), inputs: [], outputs: [value('r', 'float32')] },
      nodes: [makeNode(op, ['w3'], ['r'])],
    },
  });

  /** A loop, and a branch by the values of the input. */
  const controlled = writeModel({
    graph: {
      name: 'controlled',
      nodes: [
        makeNode('Loop', ['three', '', 'x'], ['w3'], { body: { type: 'graph', value: halving } }),
        makeNode('ReduceSum', ['x'], ['s'], { keepdims: int(0) }),
        makeNode('Greater', ['s', 'zero'], ['is']),
        makeNode('If', ['is'], ['y'], { then_branch: branch('Tanh'), else_branch: branch('Neg') }),
      ],
      initializers: new Map(Object.entries({ three: integers([3], []), zero: floats([], [0]) })),
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 3] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['batch', 3] }],
    },
  });

  it.each<[string, Uint8Array | string, number[]]>([
    ['trees of scikit-learn', path.join(folder, '../tables/tree_two.onnx'), [0.5, 1, 0]],
    ['a loop and a branch', controlled, [0.5, 1, -0.25]],
    ['a loop and the other branch', controlled, [-0.5, -1, 0.25]],
  ])('of %s gives what the eager one does', async (_, source, row) => {
    const executor = await NativeExecutor.create({
      onFallback: (message) => {
        throw new Error(message);
      },
    });
    const model = await readOnnx(source);
    const x = tensor2d([row]);
    const [eager, compiled] = [
      await analyze(x, new FeatureAblation(model), 1),
      await analyze(x, new FeatureAblation(model), 1, { executor }),
    ];
    expectWithin(compiled.val.dataSync(), eager.val.dataSync(), { rtol: 1e-5, atol: 1e-6 });
    for (const one of [eager, compiled, x, model]) one.dispose();
    await executor.dispose();
  });
});
