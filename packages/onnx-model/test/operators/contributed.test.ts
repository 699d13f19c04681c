import { tensor2d } from '@tensorflow/tfjs-core';
import type { DataType, OnnxTensor } from 'onnx-format';
import { float, int, ints, makeNode } from 'onnx-format';
import { differentiate } from 'tfjs-gradients';
import { describeBackends } from '../../../../tooling/jest/backends';
import { OnnxModel, readOnnx } from '../../src';
import { expectSame, floats, integers, randomNumbers, type Use } from '../support/against-onnxruntime';
import { graph } from '../support/graphs';

const domain = 'com.microsoft';
const microsoft = (use: Omit<Use, 'domain' | 'opset'>) => expectSame({ opset: 1, domain, tolerance: 5e-5, ...use });
const int32 = (values: readonly number[], shape: readonly number[] = [values.length]): OnnxTensor => ({
  type: 'int32',
  shape,
  data: Int32Array.from(values),
});
const bytes = (type: 'int8' | 'uint8', values: readonly number[], shape: readonly number[]): OnnxTensor => ({
  type,
  shape,
  data: type === 'int8' ? Int8Array.from(values) : Uint8Array.from(values),
});
const positive = (shape: readonly number[]) => {
  const { data } = floats(shape);
  return floats(
    shape,
    Array.from(data as Float32Array, (x) => Math.abs(x) + 0.5),
  );
};
const small = (count: number, from: number, to: number) =>
  randomNumbers(count, 7).map((x) => Math.round(from + ((x + 1) / 2) * (to - from)));

describeBackends('fused operators of com.microsoft', () => {
  it('activations', async () => {
    await microsoft({ op: 'Gelu', shape: [2, 3, 4] });
    await microsoft({ op: 'BiasGelu', shape: [2, 3, 4], constants: [floats([4])] });
    await microsoft({ op: 'FastGelu', shape: [2, 3, 4], constants: [floats([4])] });
    await microsoft({ op: 'FastGelu', shape: [2, 3, 4] });
    await microsoft({ op: 'QuickGelu', shape: [2, 3, 4] });
    await microsoft({ op: 'QuickGelu', shape: [2, 3, 4], attributes: { alpha: float(1) } });
  });

  it('products', async () => {
    const b = floats([2, 4, 5]);
    await microsoft({ op: 'FusedMatMul', shape: [2, 3, 4], constants: [b], attributes: { alpha: 0.5 } });
    await microsoft({ op: 'FusedMatMul', shape: [2, 4, 3], constants: [b], attributes: { transA: 1 } });
    await microsoft({ op: 'FusedMatMul', shape: [2, 3, 5], constants: [b], attributes: { transB: 1 } });
    await microsoft({ op: 'FusedMatMul', shape: [2, 3, 4], constants: [floats([4, 5])] });
    for (const activation of ['Relu', 'Tanh', 'Sigmoid', 'LeakyRelu']) {
      const attributes = { activation, transB: 1, activation_alpha: float(0.1) };
      await microsoft({ op: 'FusedGemm', shape: [2, 3], constants: [floats([4, 3]), floats([4])], attributes });
    }
    await microsoft({
      op: 'FusedConv',
      shape: [1, 2, 4, 4],
      constants: [floats([3, 2, 3, 3]), floats([3])],
      attributes: { activation: 'Relu', pads: ints([1, 1, 1, 1]) },
    });
  });

  it('normalizations', async () => {
    const [scale, shift] = [floats([4]), positive([4])];
    await expectSame({
      op: 'SimplifiedLayerNormalization',
      opset: 1,
      shape: [2, 3, 4],
      constants: [scale],
      tolerance: 5e-5,
    });
    const residual = floats([2, 3, 4]);
    const attributes = { epsilon: float(1e-5) };
    await microsoft({
      op: 'SkipLayerNormalization',
      shape: [2, 3, 4],
      constants: [residual, scale, shift, scale],
      attributes,
    });
    await microsoft({ op: 'SkipLayerNormalization', shape: [2, 3, 4], constants: [residual, scale], attributes });
    await microsoft({
      op: 'SkipSimplifiedLayerNormalization',
      shape: [2, 3, 4],
      constants: [residual, scale, shift],
      attributes,
    });
    await microsoft({
      op: 'SkipSimplifiedLayerNormalization',
      shape: [2, 3, 4],
      constants: [residual, scale],
      attributes,
    });
  });

  it('embeddings', async () => {
    const tables = [floats([9, 4]), floats([5, 4]), floats([2, 4]), floats([4]), floats([4])];
    await microsoft({
      op: 'EmbedLayerNormalization',
      shape: [2, 3],
      type: 'int32',
      values: [1, 8, 3, 0, 2, 2],
      constants: [int32([0, 1, 1, 0, 0, 1], [2, 3]), ...tables],
      attributes: { epsilon: float(1e-5) },
      outputs: 2,
    });
  });
});

describeBackends('attention', () => {
  const [batch, tokens, heads, width] = [2, 3, 2, 4];
  const all = heads * width;
  const shape = [batch, tokens, all];
  const mask = int32([1, 1, 1, 1, 1, 0], [batch, tokens]);

  it('of one matrix of weights', async () => {
    const projection = [floats([5, 3 * all]), floats([3 * all])];
    const attributes = { num_heads: heads };
    const own = [batch, tokens, 5];
    await microsoft({ op: 'Attention', shape: own, constants: projection, attributes });
    await microsoft({ op: 'Attention', shape: own, constants: [...projection, mask], attributes });
    await microsoft({
      op: 'Attention',
      shape: own,
      constants: projection,
      attributes: { ...attributes, unidirectional: 1 },
    });
  });

  it('of queries, keys and values', async () => {
    const [keys, values, bias] = [floats([batch, 5, all]), floats([batch, 5, all]), floats([3 * all])];
    const attributes = { num_heads: heads };
    await microsoft({ op: 'MultiHeadAttention', shape, constants: [keys, values], attributes });
    await microsoft({
      op: 'MultiHeadAttention',
      shape,
      constants: [keys, values, bias],
      attributes: { ...attributes, scale: 0.3 },
    });
    const seen = int32([1, 1, 1, 1, 1, 1, 1, 1, 0, 0], [batch, 5]);
    await microsoft({ op: 'MultiHeadAttention', shape, constants: [keys, values, null, seen], attributes });
    const added = floats([batch, heads, tokens, 5]);
    await microsoft({ op: 'MultiHeadAttention', shape, constants: [keys, values, null, null, added], attributes });
    await microsoft({
      op: 'MultiHeadAttention',
      shape,
      place: 1,
      constants: [floats(shape), floats(shape)],
      attributes,
    });
  });

  it('of grouped queries, with rotary embedding and a past', async () => {
    const width = 16;
    const all = heads * width;
    const shape = [batch, tokens, all];
    const grouped = async (use: Pick<Use, 'shape' | 'constants' | 'attributes'>) => {
      await microsoft({ op: 'GroupQueryAttention', ...use });
      await microsoft({ op: 'GroupQueryAttention', ...use, outputs: 3, gradient: false }); // the keys do not depend on the queries
    };
    const kv = () => floats([batch, tokens, width]);
    const tables = [floats([8, width / 2]), floats([8, width / 2])];
    const lengths = (total: number) => [int32([total - 1, total - 1]), int32([total], [1])];
    const attributes = { num_heads: heads, kv_num_heads: 1 };
    const none = floats([batch, 1, 0, width], []);
    const prompt = [kv(), kv(), none, none, ...lengths(tokens)];
    await grouped({ shape, constants: prompt, attributes });
    for (const rotary_interleaved of [0, 1]) {
      const rotary = { ...attributes, do_rotary: 1, rotary_interleaved };
      await grouped({ shape, constants: [...prompt, ...tables], attributes: rotary });
    }
    await grouped({
      shape,
      constants: prompt,
      attributes: { ...attributes, scale: 0.2, softcap: float(2) },
    });
    const past = floats([batch, 1, 2, width]);
    const one = () => floats([batch, 1, width]);
    await microsoft({
      op: 'GroupQueryAttention',
      shape: [batch, 1, all],
      constants: [one(), one(), past, past, ...lengths(3), ...tables],
      attributes: { ...attributes, do_rotary: 1 },
      outputs: 3, // onnxruntime needs them where there is a past
      gradient: false,
    });
  });

  it('rotary embedding', async () => {
    const tables = [floats([8, width / 2]), floats([8, width / 2])];
    for (const interleaved of [0, 1]) {
      const positions = integers([0, 1, 2, 3, 4, 5], [batch, tokens]);
      await microsoft({ op: 'RotaryEmbedding', shape, constants: [positions, ...tables], attributes: { interleaved } });
      await microsoft({
        op: 'RotaryEmbedding',
        shape,
        constants: [integers([2]), ...tables],
        attributes: { interleaved },
      });
      const use = {
        op: 'RotaryEmbedding',
        opset: 23,
        shape: [batch, heads, tokens, width],
        attributes: { interleaved },
      };
      await expectSame({ ...use, constants: [...tables, positions] });
    }
  });

  it('the standard operator', async () => {
    const use = { op: 'Attention', opset: 23, tolerance: 5e-5 };
    const [keys, values] = [floats([batch, 5, all]), floats([batch, 5, all])];
    const attributes = { q_num_heads: heads, kv_num_heads: heads };
    await expectSame({ ...use, shape, constants: [keys, values], attributes });
    await expectSame({
      ...use,
      shape,
      constants: [keys, values, floats([tokens, 5])],
      attributes: { ...attributes, scale: 0.4 },
    });
    const four = [batch, heads, tokens, width];
    await expectSame({ ...use, shape: four, constants: [floats(four), floats(four)], attributes: { is_causal: 1 } });
    await expectSame({
      ...use,
      shape: four,
      constants: [floats([batch, 1, tokens, width]), floats([batch, 1, tokens, width])],
      attributes: { softcap: float(3) },
    });
  });
});

describeBackends('numbers of few bits', () => {
  const steps = (count: number) => small(count, -40, 40).map((x) => x / 8); // multiples of the scale: nothing is rounded

  it('QuantizeLinear keeps within the range of its type', async () => {
    const scale = floats([], [0.125]);
    for (const zero of [bytes('int8', [3], []), bytes('uint8', [100], [])]) {
      await expectSame({
        op: 'QuantizeLinear',
        shape: [2, 12],
        values: [...steps(22), -60, 60],
        constants: [scale, zero],
        gradient: false,
      });
    }
    const list = floats([3], [0.125, 0.25, 0.5]);
    const values = small(6, -20, 20).map((x) => x / 2);
    await expectSame({
      op: 'QuantizeLinear',
      shape: [2, 3],
      values,
      constants: [list, bytes('int8', [0, 1, 2], [3])],
      gradient: false,
    });
  });

  it('DequantizeLinear, by tensor, channel and block', async () => {
    const values = small(12, -100, 100);
    const use = { op: 'DequantizeLinear', type: 'int8' as DataType, values };
    await expectSame({ ...use, shape: [3, 4], constants: [floats([], [0.1]), bytes('int8', [3], [])] });
    await expectSame({ ...use, shape: [3, 4], constants: [floats([4])] });
    await expectSame({ ...use, shape: [3, 4], constants: [floats([3])], attributes: { axis: 0 } });
    await expectSame({
      ...use,
      opset: 21,
      shape: [3, 4],
      constants: [floats([3, 2])],
      attributes: { axis: 1, block_size: 2 },
    });
  });

  it('products of integers', async () => {
    const values = small(6, 0, 200);
    const use = { shape: [2, 3], type: 'uint8' as DataType, values };
    const weights = bytes('int8', small(12, -90, 90), [3, 4]);
    await expectSame({
      op: 'MatMulInteger',
      ...use,
      constants: [weights, bytes('uint8', [7], []), bytes('int8', [-3], [])],
    });
    const scales = [floats([], [0.02]), bytes('uint8', [9], [])];
    await expectSame({
      op: 'QLinearMatMul',
      ...use,
      constants: [
        ...scales,
        weights,
        floats([], [0.03]),
        bytes('int8', [1], []),
        floats([], [0.5]),
        bytes('uint8', [128], []),
      ],
      tolerance: 0.005, // onnxruntime rounds, by up to a half of some 130
    });
    const images = { shape: [1, 2, 4, 4], type: 'uint8' as DataType, values: small(32, 0, 255) };
    const filter = bytes('uint8', small(54, 0, 200), [3, 2, 3, 3]);
    await expectSame({
      op: 'ConvInteger',
      ...images,
      constants: [filter, bytes('uint8', [5], []), bytes('uint8', [90], [])],
    });
    await expectSame({
      op: 'QLinearConv',
      ...images,
      constants: [
        ...scales,
        filter,
        floats([], [0.01]),
        bytes('uint8', [90], []),
        floats([], [0.3]),
        bytes('uint8', [100], []),
        int32([500, 0, -900]),
      ],
      attributes: { pads: ints([1, 1, 1, 1]) },
      tolerance: 0.005,
    });
  });

  it('distances', async () => {
    for (const metric of ['euclidean', 'sqeuclidean'])
      await microsoft({ op: 'CDist', shape: [3, 4], constants: [floats([5, 4])], attributes: { metric } });
  });

  it('what became standard operators', async () => {
    await microsoft({ op: 'Trilu', shape: [2, 3, 4], attributes: { upper: 0 } });
    await microsoft({ op: 'GridSample', shape: [1, 2, 4, 5], constants: [floats([1, 3, 3, 2])] });
  });

  describe('numbers of few bits', () => {
    const type = 'uint8' as DataType;
    const shape = [2, 4, 4, 4];
    const values = small(128, 0, 255);
    const scaled = (scale: number, zero: number) => [floats([], [scale]), bytes('uint8', [zero], [])];
    const rounded = 0.5 / 100 + 1e-4; // onnxruntime rounds, by up to a half; the largest output is above 100
    const quantized = (op: string, use: Partial<Use>) =>
      microsoft({ op, shape, type, values, tolerance: rounded, ...use });

    it('sums, products and functions', async () => {
      const other = [bytes('uint8', small(64, 0, 255), [4, 4, 4]), ...scaled(0.03, 100)];
      await quantized('QLinearAdd', { constants: [...scaled(0.02, 120), ...other, ...scaled(0.04, 90)] });
      await quantized('QLinearMul', { constants: [...scaled(0.02, 120), ...other, ...scaled(0.09, 110)] });
      await quantized('QLinearSigmoid', { constants: [...scaled(0.02, 120), ...scaled(1 / 256, 0)] });
      const attributes = { alpha: 0.1 };
      await quantized('QLinearLeakyRelu', { constants: [...scaled(0.02, 120), ...scaled(0.015, 20)], attributes });
    });

    it('means, softmax and joins', async () => {
      await quantized('QLinearGlobalAveragePool', { constants: [...scaled(0.02, 120), ...scaled(0.005, 30)] });
      const attributes = { kernel_shape: [3, 2], strides: [1, 2], pads: [1, 0, 1, 0] };
      await quantized('QLinearAveragePool', { constants: [...scaled(0.02, 20), ...scaled(0.015, 30)], attributes });
      for (const opset of [12, 13]) {
        await quantized('QLinearSoftmax', {
          shape: [2, 5],
          values: small(10, 100, 255),
          constants: [...scaled(0.02, 120), ...scaled(1 / 256, 0)],
          attributes: { opset, axis: 1 },
        });
      }
      await quantized('QLinearConcat', {
        place: 2,
        constants: [
          ...scaled(0.02, 90),
          ...scaled(0.03, 100),
          bytes('uint8', small(32, 0, 255), [2, 1, 4, 4]),
          ...scaled(0.01, 7),
        ],
        attributes: { axis: 1 },
      });
    });

    it('QLinearWhere', async () => {
      const condition: OnnxTensor = { type: 'bool', shape: [3], data: Uint8Array.from([1, 0, 1]) };
      await quantized('QLinearWhere', {
        shape: [2, 3],
        values: small(6, 0, 255),
        place: 1,
        constants: [condition, ...scaled(0.02, 9), bytes('uint8', [200], [1]), ...scaled(0.01, 0), ...scaled(0.02, 20)],
      });
    });

    it('QGemm, to numbers of few bits and to others', async () => {
      const use = { shape: [2, 3], values: small(6, 0, 255), attributes: { transB: 1, alpha: float(0.5) } };
      const weights = bytes('uint8', small(12, 0, 200), [4, 3]);
      const factors = [...scaled(0.02, 99), weights, ...scaled(0.03, 110), int32([500, -300, 0, 100])];
      await quantized('QGemm', { ...use, constants: [...factors, ...scaled(0.03, 128)] });
      await quantized('QGemm', { ...use, constants: factors, tolerance: 1e-5 });
    });

    it('QAttention', async () => {
      const weights = bytes('uint8', small(96, 0, 255), [4, 24]);
      await quantized('QAttention', {
        shape: [2, 3, 4],
        values: small(24, 0, 255),
        constants: [
          weights,
          floats([24]),
          floats([], [0.02]),
          floats([], [0.01]),
          int32([1, 1, 0, 1, 1, 1], [2, 3]),
          bytes('uint8', [130], []),
          bytes('uint8', [120], []),
        ],
        attributes: { num_heads: 2 },
        tolerance: 5e-5,
      });
    });

    it('QEmbedLayerNormalization', async () => {
      const table = (rows: number) => bytes('uint8', small(rows * 4, 0, 255), [rows, 4]);
      const vector = bytes('uint8', small(4, 0, 255), [4]);
      await microsoft({
        op: 'QEmbedLayerNormalization',
        shape: [2, 3],
        type: 'int32',
        values: [1, 0, 4, 2, 2, 3],
        constants: [
          ...[int32([0, 0, 1, 1, 1, 0], [2, 3]), table(5), table(3), table(2), vector, vector],
          int32([1, 1, 0, 1, 1, 1], [2, 3]),
          ...[0.01, 0.02, 0.03, 0.005, 0.01].map((scale) => floats([], [scale])),
          ...[128, 120, 90, 60, 128].map((zero) => bytes('uint8', [zero], [])),
        ],
        outputs: 2,
      });
    });

    it('DynamicQuantizeLSTM', async () => {
      const [inputs, hidden] = [3, 2];
      const matrix = (rows: number) => bytes('uint8', small(rows * 8, 0, 255), [1, rows, 8]);
      await microsoft({
        op: 'DynamicQuantizeLSTM',
        shape: [4, 1, inputs],
        constants: [
          ...[matrix(inputs), matrix(hidden), floats([1, 8 * hidden]), null, null, null, null],
          ...[floats([1], [0.01]), bytes('uint8', [120], [1]), floats([1], [0.008]), bytes('uint8', [130], [1])],
        ],
        attributes: { hidden_size: hidden },
        outputs: 3,
        tolerance: 0.01, // onnxruntime rounds what it multiplies to 8 bits
        gradient: false,
      });
    });
  });

  it('matrices of 4 and 8 bits', async () => {
    const [K, N, block_size] = [32, 3, 16];
    const packed = bytes('uint8', small((N * K) / 2, 0, 255), [N, K / block_size, block_size / 2]);
    const scales = floats([N * (K / block_size)]);
    const attributes = { K, N, bits: 4, block_size };
    await microsoft({ op: 'MatMulNBits', shape: [2, K], constants: [packed, scales], attributes });
    await microsoft({
      op: 'MatMulNBits',
      shape: [1, 2, K],
      constants: [packed, scales, bytes('uint8', small(N, 0, 255), [N])],
      attributes,
    });
    const whole = bytes('uint8', small(N * K, 0, 255), [N, K / block_size, block_size]);
    await microsoft({
      op: 'MatMulNBits',
      shape: [2, K],
      constants: [whole, scales],
      attributes: { ...attributes, bits: 8 },
    });
    await microsoft({
      op: 'GatherBlockQuantized',
      shape: [2, 2],
      type: 'int64',
      values: [0, 2, 1, 1],
      place: 1,
      constants: [bytes('uint8', small((N * K) / 2, 0, 255), [N, K / 2]), floats([N, K / block_size])],
      attributes: { block_size, bits: 4, quantize_axis: 1, gather_axis: 0 },
    });
  });

  it('products with what is quantized on the way', async () => {
    const b = bytes('int8', small(12, -90, 90), [3, 4]);
    const use = {
      shape: [2, 3],
      values: [1, -0.5, 0.25, 0, 0.75, -1],
      constants: [b, floats([], [0.02]), bytes('int8', [0], []), floats([4])],
    };
    await microsoft({ op: 'DynamicQuantizeMatMul', ...use, gradient: false, tolerance: 0.02 }); // onnxruntime rounds x to 8 bits
  });

  it('a layer of a model quantized dynamically is that of its weights, without the rounding of its inputs', async () => {
    const weights = [10, -20, 30, 40, -50, 60];
    const bytesOf = graph(
      { x: ['float32', 'n', 3] },
      [
        makeNode('DynamicQuantizeLinear', ['x'], ['q', 's', 'z']),
        makeNode('MatMulInteger', ['q', 'w', 'z'], ['i']),
        makeNode('Cast', ['i'], ['c'], { to: int(1) }),
        makeNode('Mul', ['s', 'ws'], ['scale']),
        makeNode('Mul', ['c', 'scale'], ['y']),
      ],
      { y: ['float32', 'n', 2] },
      { w: bytes('int8', weights, [3, 2]), ws: floats([], [0.5]) },
    );
    const [x, read, session] = [tensor2d([[1, -2, 0.5]]), await readOnnx(bytesOf), await OnnxModel.load(bytesOf)];
    const { gradient, value: output, cotangent } = differentiate(read, x, () => tensor2d([[1, 10]]));
    const rounded = await session(x);
    const step = 3 / 255; // of the 8 bits of x, which goes from -2 to 1
    expect(output.arraySync()).toEqual([[-37.5, -35]]);
    for (const [at, value] of [-37.5, -35].entries()) {
      const most = (step / 2) * 0.5 * [90, 120][at]; // half a step in each number, times the weights
      expect(Math.abs(rounded.dataSync()[at] - value)).toBeLessThanOrEqual(most);
    }
    expect(gradient.arraySync()).toEqual([[5 - 100, 15 + 200, -25 + 300]]);
    for (const one of [x, gradient, output, cotangent, rounded, read]) one.dispose();
    await session.dispose();
  });
});
