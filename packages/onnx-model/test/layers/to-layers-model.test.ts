import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dispose, type Tensor, tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import { float, int, ints, makeNode } from 'onnx-format';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { canonize, LRP } from 'relevance-propagation';
import { analyze } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectWithin, restore, type StoredTensor, valuesOf } from '../../../../tooling/jest/conformance';
import { readOnnx, toLayersModel, UnsupportedOperatorError } from '../../src';
import { floats, integers, modelOf, randomNumbers, type Use } from '../support/against-onnxruntime';
import { graph } from '../support/graphs';

const fixtures = path.join(__dirname, '../fixtures');

interface Expected {
  readonly input: StoredTensor;
  readonly output: StoredTensor;
}

const expected: Record<string, Expected> = JSON.parse(readFileSync(path.join(fixtures, 'torch/expected.json'), 'utf8'));

const channelsLast = (x: Tensor): Tensor =>
  x.rank > 2 ? transpose(x, [0, ...x.shape.slice(2).map((_, axis) => axis + 2), 1]) : x.clone();

const classesOf = (model: Awaited<ReturnType<typeof toLayersModel>>) =>
  model.layers.slice(1).map((layer) => layer.getClassName());

describeBackends('layers of models that PyTorch exported', () => {
  it.each([
    ['lenet', 'Conv2D ReLU MaxPooling2D Conv2D ReLU MaxPooling2D Flatten Dense ReLU Dense'],
    ['mlp', 'Dense Activation Dense PReLU Dense Activation'],
    [
      'residual',
      'ZeroPadding2D Conv2D BatchNormalization ReLU ZeroPadding2D MaxPooling2D ZeroPadding2D Conv2D BatchNormalization ReLU Conv2D Conv2D ' +
        'BatchNormalization BatchNormalization Add ReLU GlobalAveragePooling2D Dense',
    ],
  ])('%s compute what PyTorch does', async (name, classes) => {
    const model = await toLayersModel(path.join(fixtures, `torch/${name}.onnx`), { channelsFirst: true });
    expect(classesOf(model).join(' ')).toBe(classes);
    const { input, output } = expected[name];
    tidy(() => {
      const y = model.predict(channelsLast(restore(input))) as Tensor;
      expect(y.shape).toEqual(output.shape);
      expectWithin(y.dataSync(), valuesOf(output), { rtol: 1e-4, atol: 1e-5 });
    });
    model.dispose();
  });

  it('of a residual network are canonized and analyzed by LRP', async () => {
    const model = await toLayersModel(path.join(fixtures, 'torch/residual.onnx'), { channelsFirst: true });
    const fused = canonize(model);
    expect(classesOf(fused)).not.toContain('BatchNormalization');
    const x = tidy(() => channelsLast(restore(expected.residual.input)));
    const explanation = await analyze(x, new LRP(fused));
    expect(explanation.val.shape).toEqual(x.shape);
    expectWithin(explanation.output.dataSync(), valuesOf(expected.residual.output), { rtol: 1e-4, atol: 1e-5 });
    explanation.dispose();
    x.dispose();
    for (const one of [model, fused]) one.dispose();
  });
});

describeBackends('layers of models of real data', () => {
  it.each([
    ['mnist_model', [2, 1, 28, 28]],
    ['penguin_model', [2, 4]],
    ['season_prediction_model_temp_max_binary', [2, 28, 1]],
    ['sunshine_hours_regression_model', [2, 89]],
    ['review_textcnn', [2, 12]],
  ])('%s compute what onnxruntime does', async (name, shape) => {
    const file = path.join(fixtures, `models/${name}.onnx`);
    const isText = name === 'review_textcnn';
    const size = shape.reduce((a, b) => a * b);
    const values = isText ? Array.from({ length: size }, (_, index) => (index * 7) % 20) : randomNumbers(size);
    const session = await InferenceSession.create(file);
    const feed = isText
      ? new OrtTensor('int64', BigInt64Array.from(values, BigInt), shape)
      : new OrtTensor('float32', Float32Array.from(values), shape);
    const results = await session.run({ [session.inputNames[0]]: feed });
    const model = await toLayersModel(file);
    tidy(() => {
      const y = model.predict(tensor(values, shape, isText ? 'int32' : 'float32')) as Tensor;
      const wanted = results[session.outputNames[0]].data as Float32Array;
      expectWithin(y.dataSync(), wanted, { rtol: 1e-4, atol: 1e-5 });
    });
    model.dispose();
    await session.release();
  });
});

const perChannel = floats([3]);

describeBackends('a layer', () => {
  it.each([
    ['Conv2D', { op: 'Conv', constants: [floats([4, 3, 3, 3]), floats([4])], attributes: { pads: [1, 1, 1, 1] } }],
    [
      'ZeroPadding2D Conv2D',
      { op: 'Conv', constants: [floats([4, 3, 3, 3])], attributes: { pads: [1, 0, 2, 1], strides: [2, 2] } },
    ],
    ['Conv2D', { op: 'Conv', constants: [floats([4, 3, 2, 2])], attributes: { dilations: [2, 2] } }],
    ['DepthwiseConv2D', { op: 'Conv', constants: [floats([6, 1, 3, 3]), floats([6])], attributes: { group: 3 } }],
    ['Conv1D', { op: 'Conv', shape: [2, 3, 8], constants: [floats([4, 3, 3])], attributes: { pads: [1, 1] } }],
    [
      'Conv2DTranspose Cropping2D',
      {
        op: 'ConvTranspose',
        constants: [floats([3, 2, 3, 3])],
        attributes: { strides: [2, 2], pads: [1, 1, 1, 1], output_padding: [1, 1] },
      },
    ],
    [
      'Conv2DTranspose',
      { op: 'ConvTranspose', constants: [floats([3, 2, 2, 2]), floats([2])], attributes: { strides: [2, 2] } },
    ],
    ['MaxPooling2D', { op: 'MaxPool', attributes: { kernel_shape: [2, 2], strides: [2, 2] } }],
    ['MaxPooling2D', { op: 'MaxPool', attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } }],
    ['AveragePooling2D', { op: 'AveragePool', attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } }],
    [
      'ZeroPadding2D AveragePooling2D',
      { op: 'AveragePool', attributes: { kernel_shape: [2, 2], pads: [1, 1, 1, 1], count_include_pad: 1 } },
    ],
    ['AveragePooling1D', { op: 'AveragePool', shape: [2, 3, 8], attributes: { kernel_shape: [2], strides: [2] } }],
    ['GlobalMaxPooling2D', { op: 'GlobalMaxPool' }],
    ['GlobalAveragePooling2D', { op: 'ReduceMean', attributes: { axes: ints([2, 3]), keepdims: int(0) } }],
    ['LeakyReLU', { op: 'LeakyRelu', attributes: { alpha: 0.3 } }],
    ['PReLU', { op: 'PRelu', constants: [floats([3, 1, 1])] }],
    ['ReLU', { op: 'Clip', constants: [floats([], [0]), floats([], [0.5])] }],
    ['ELU', { op: 'Elu' }],
    ['Activation', { op: 'Tanh' }],
    ['Dropout', { op: 'Dropout', opset: 11, attributes: { ratio: 0.3 } }],
    ['BatchNormalization', { op: 'Mul', constants: [floats([3, 1, 1])] }],
    ['BatchNormalization', { op: 'Sub', constants: [floats([1])] }],
    ['LayerNormalization', { op: 'LayerNormalization', shape: [2, 4, 3], constants: [perChannel, perChannel] }],
    [
      'Dense',
      {
        op: 'Gemm',
        shape: [2, 3],
        constants: [floats([3, 4]), floats([4])],
        attributes: { alpha: 0.5, beta: float(2) },
      },
    ],
    ['Dense', { op: 'MatMul', shape: [2, 4, 3], constants: [floats([3, 5])] }],
    ['ZeroPadding2D', { op: 'Pad', constants: [integers([0, 0, 1, 0, 0, 0, 2, 1])] }],
    ['Reshape', { op: 'Reshape', shape: [2, 6], constants: [integers([-1, 2, 3])] }],
    ['Flatten', { op: 'Flatten', shape: [2, 3, 4] }],
  ] satisfies [string, Partial<Use> & { op: string }][])('%s: %j', async (classes, part) => {
    const { shape = [2, 3, 6, 7], ...use } = part as Partial<Use> & { op: string };
    const bytes = modelOf({ ...use, shape });
    const isSpatial = shape.length > 2 && !['LayerNormalization', 'MatMul', 'Flatten'].includes(use.op);
    const options = { channelsFirst: isSpatial };
    const [layers, model] = [await toLayersModel(bytes, options), await readOnnx(bytes, options)];
    const found = classesOf(layers);
    expect(found.filter((name) => name !== 'Permute' && (name !== 'Reshape' || use.op === 'Reshape')).join(' ')).toBe(
      classes,
    );
    const x = tidy(() => {
      const first = tensor(randomNumbers(shape.reduce((a, b) => a * b)), [...shape]);
      return isSpatial ? channelsLast(first) : first;
    });
    const [y, wanted] = [layers.predict(x) as Tensor, model(x)];
    expect(y.shape).toEqual(wanted.shape);
    expectWithin(y.dataSync(), wanted.dataSync(), { rtol: 1e-5, atol: 1e-5 });
    dispose([x, y, wanted]);
    for (const one of [layers, model]) one.dispose();
  });
});

describe('operators without a layer', () => {
  it('are all listed, with what serves instead; nothing stays allocated', async () => {
    const nodes = [
      makeNode('MatMul', ['x', 'w'], ['a']),
      makeNode('Erf', ['a'], ['b']),
      makeNode('HardSwish', ['b'], ['c']),
      makeNode('Clip', ['a', 'one'], ['d']),
      makeNode('Add', ['c', 'd'], ['y']),
    ];
    const constants = { w: floats([2, 2]), one: floats([], [1]) };
    const bytes = graph({ x: ['float32', 'batch', 2] }, nodes, { y: ['float32', 'batch', 2] }, constants);
    const error = await toLayersModel(bytes).catch((reason) => reason);
    expect(error).toBeInstanceOf(UnsupportedOperatorError);
    expect(error.operators).toEqual([
      { op: 'Erf', domain: '', count: 1 },
      { op: 'HardSwish', domain: '', count: 1 },
      { op: 'Clip', domain: '', count: 1, reason: 'from 1 on' },
    ]);
    expect(error.message).toContain('cannot be read into layers');
    expect(error.message).toContain('readOnnx(file)');
  });
});
