import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { randomUniform, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { GradCAM, LayerCAM } from 'explainable-ai';
import { int, ints, makeNode, type OnnxNode, type OnnxTensor, writeModel } from 'onnx-format';
import { analyze, ValueError } from 'xai-base';
import { readOnnx } from '../../src';
import { floats } from '../support/against-onnxruntime';

/** Convolutions with a way past the second: `maps` is [batch, 4, 4, 4]. */
function network(batch: number | string, more: readonly OnnxNode[] = []): Uint8Array {
  const constants: Record<string, OnnxTensor> = { k: floats([4, 2, 3, 3]), l: floats([4, 4, 1, 1]), w: floats([4, 3]) };
  return writeModel({
    graph: {
      name: 'network',
      nodes: [
        makeNode('Conv', ['x', 'k'], ['first']),
        makeNode('Relu', ['first'], ['maps']),
        makeNode('Conv', ['maps', 'l'], ['second']),
        makeNode('Tanh', ['second'], ['bent']),
        makeNode('Add', ['bent', 'maps'], ['joined']),
        makeNode('GlobalAveragePool', ['joined'], ['pooled']),
        makeNode('Flatten', ['pooled'], ['flat']),
        ...(more.length > 0 ? more : [makeNode('MatMul', ['flat', 'w'], ['y'])]),
      ],
      initializers: new Map(Object.entries(constants)),
      inputs: [{ name: 'x', type: 'float32', shape: [batch, 2, 6, 6] }],
      outputs: [{ name: 'y', type: 'float32' }],
    },
  });
}

const images = (samples: number) => randomUniform([samples, 6, 6, 2], -1, 1, 'float32', 1);
const valuesOf = (tensor: Tensor) => Array.from(tensor.dataSync());

describe('a model that is cut at a value', () => {
  it.each(['first', 'maps', 'second', 'bent', 'joined', 'pooled', 'flat'])(
    'gives at %s what it gives in one',
    async (name) => {
      const model = await readOnnx(network('batch'), { channelsFirst: true });
      const x = images(2);
      const whole = model(x);
      tidy(() => {
        const { features, rest } = model.cutAt(name)(x);
        expect(valuesOf(rest(features))).toEqual(valuesOf(whole));
      });
      for (const one of [x, whole, model]) one.dispose();
    },
  );

  it.each(['batch', 1, 2])('takes any number of samples, where its batch is %s', async (batch) => {
    const model = await readOnnx(network(batch), { channelsFirst: true });
    const x = images(3);
    const whole = model(x);
    tidy(() => {
      const { features, rest } = model.cutAt('maps')(x);
      expect(features.shape).toEqual([3, 4, 4, 4]);
      expect(valuesOf(rest(features))).toEqual(valuesOf(whole));
    });
    for (const one of [x, whole, model]) one.dispose();
  });

  it('is explained by class activation maps as its two halves are, where no way leads past the value', async () => {
    const options = { channelsFirst: true };
    const model = await readOnnx(network('batch'), options);
    const halves = [
      await readOnnx(network('batch'), { ...options, output: 'joined' }),
      await readOnnx(network('batch'), { ...options, input: 'joined' }),
    ] as const;
    const x = images(2);
    const pairs = [
      [GradCAM.at(model, 'joined'), new GradCAM(...halves)],
      [LayerCAM.at(model, 'joined'), new LayerCAM(...halves)],
    ] as const;
    for (const pair of pairs) {
      const [one, two] = [await analyze(x, pair[0], 1), await analyze(x, pair[1], 1)];
      expect(one.val.shape).toEqual([2, 4, 4, 1]);
      expect(valuesOf(one.val)).toEqual(valuesOf(two.val));
      expect(one.extras?.receptiveField).toEqual({ begin: [0, 0], stride: [1, 1], size: [3, 3] });
      for (const explanation of [one, two]) explanation.dispose();
    }
    for (const one of [x, model, ...halves]) one.dispose();
  });

  it('lists its feature maps, the last ones first', async () => {
    const model = await readOnnx(network(1), { channelsFirst: true });
    const x = images(2);
    const maps = model.featureMaps(x);
    expect(maps.map(({ name }) => name)).toEqual(['joined', 'bent', 'second', 'maps', 'first']);
    expect(maps[0].shape).toEqual([1, 4, 4, 4]);
    x.dispose();
    model.dispose();
  });

  it('has the channels of values behind a transposition where these are', async () => {
    const more = [
      makeNode('Transpose', ['joined'], ['last'], { perm: ints([0, 2, 3, 1]) }),
      makeNode('ReduceMean', ['last'], ['means'], { axes: ints([1, 2]), keepdims: int(0) }),
      makeNode('MatMul', ['means', 'w'], ['y']),
    ];
    const model = await readOnnx(network('batch', more), { channelsFirst: true });
    const x = images(2);
    const [before, behind] = [
      await analyze(x, GradCAM.at(model, 'joined'), 0),
      await analyze(x, GradCAM.at(model, 'last'), 0),
    ];
    expect(valuesOf(behind.val)).toEqual(valuesOf(before.val));
    for (const one of [before, behind, x, model]) one.dispose();
  });

  it('cannot be cut at a constant, beside the way to its output, or at nothing', async () => {
    const model = await readOnnx(network('batch'), { channelsFirst: true });
    for (const name of ['w', 'x', 'map']) expect(() => GradCAM.at(model, name)).toThrow(ValueError);
    expect(() => GradCAM.at(model, 'map')).toThrow(
      'The model computes no value "map" on the way to its output; expected a value inside of the graph that the output depends on, and that ' +
        'depends on the input. Is "maps" meant? model.featureMaps(input) lists those with a space.',
    );
    model.dispose();
  });

  it('may be one of PyTorch', async () => {
    for (const name of ['mobile', 'unet', 'residual']) {
      const bytes = readFileSync(path.join(__dirname, `../fixtures/torch/${name}.onnx`));
      const model = await readOnnx(bytes, { channelsFirst: true });
      const [, channels, height, width] = model.inputs[0].shape as number[];
      const x = randomUniform([1, height, width, channels], 0, 1, 'float32', 1);
      const [maps] = model.featureMaps(x);
      expect(maps.shape).toHaveLength(4);
      const whole = model(x);
      tidy(() => {
        const { features, rest } = model.cutAt(maps.name)(x);
        expect(features.shape).toEqual(maps.shape);
        const values = valuesOf(whole);
        for (const [index, value] of valuesOf(rest(features)).entries()) expect(value).toBeCloseTo(values[index], 5);
      });
      for (const one of [x, whole, model]) one.dispose();
    }
  });
});
