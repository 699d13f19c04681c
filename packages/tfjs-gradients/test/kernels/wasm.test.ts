import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { BackendError } from '../../src/index';
import { useWasm } from '../../src/wasm';
import { relativeError } from '../support/close';
import { randomTensor } from '../support/random';

/** Computes the same on both backends and compares. */
async function expectEqualBackends(f: () => tf.Tensor): Promise<void> {
  const values: Float32Array[] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    values.push(tf.tidy(() => f().dataSync() as Float32Array));
  }
  expect(relativeError(values[1], values[0])).toBeLessThan(1e-5);
}

beforeAll(async () => {
  await useWasm();
});

test('starts the wasm backend, also from a folder, also again', async () => {
  expect(tf.getBackend()).toBe('wasm');
  await useWasm({ path: path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) });
  expect(tf.getBackend()).toBe('wasm');
});

test('a folder without the files is an error that names it', async () => {
  const failing = await new Promise<unknown>((resolve) => {
    jest.isolateModules(() => {
      jest.doMock('@tensorflow/tfjs-core', () => ({ ...tf, engine: () => ({ registry: {}, backendNames: () => [] }) }));
      jest.doMock('@tensorflow/tfjs-backend-wasm', () => ({
        setWasmPaths: () => {
          throw new Error('already initialized');
        },
      }));
      const copy: typeof import('../../src/wasm') = require('../../src/wasm');
      copy.useWasm({ path: '/nowhere' }).catch(resolve);
    });
  });
  expect(failing).toMatchObject({ name: 'BackendError', message: expect.stringContaining('/nowhere/') });
  expect(new BackendError('x')).toBeInstanceOf(Error);
});

test('copies share their data', async () => {
  await tf.setBackend('wasm');
  const x = tf.tensor1d([1, 2]);
  const [copy, same] = [tf.clone(x), tf.cast(x, 'float32')];
  expect(copy.dataId).toBe(x.dataId);
  expect(same.dataId).toBe(x.dataId);
  x.dispose();
  expect(Array.from(copy.dataSync())).toEqual([1, 2]);
  copy.dispose();
  expect(Array.from(same.dataSync())).toEqual([1, 2]);
  expect(tf.cast(same, 'int32').dispose()).toBeUndefined();
  same.dispose();
});

describe('equals the cpu backend where the stock kernels do not', () => {
  test('padding same with a stride longer than the kernel', async () => {
    const x = () => randomTensor([1, 7, 9, 2], 1) as tf.Tensor4D;
    const w = () => randomTensor([2, 2, 2, 3], 2) as tf.Tensor4D;
    await expectEqualBackends(() => tf.conv2d(x(), w(), 3, 'same'));
    await expectEqualBackends(() => tf.depthwiseConv2d(x(), w(), 3, 'same'));
    await expectEqualBackends(() =>
      tf.fused.conv2d({ x: x(), filter: w(), strides: 3, pad: 'same', activation: 'relu', bias: tf.ones([3]) }),
    );
    await expectEqualBackends(() => tf.fused.depthwiseConv2d({ x: x(), filter: w(), strides: 3, pad: 'same' }));
  });

  test.each(['ceil', 'round', 'floor'] as const)('rounding mode %s', async (mode) => {
    const x = () => randomTensor([1, 5, 6, 2], 1) as tf.Tensor4D;
    const w = () => randomTensor([2, 2, 2, 3], 2) as tf.Tensor4D;
    await expectEqualBackends(() => tf.conv2d(x(), w(), 2, 0, 'NHWC', 1, mode));
    await expectEqualBackends(() => tf.avgPool(x(), 2, 2, 0, mode));
    await expectEqualBackends(() => tf.maxPool(x(), 2, 2, 0, mode));
  });

  test.each([
    [true, false],
    [false, true],
    [true, true],
  ])('fused product, transposed %s %s', async (transposeA, transposeB) => {
    const a = () => randomTensor(transposeA ? [3, 4] : [4, 3], 1);
    const b = () => randomTensor(transposeB ? [5, 3] : [3, 5], 2);
    const bias = () => randomTensor([5], 3);
    await expectEqualBackends(() =>
      tf.fused.matMul({ a: a(), b: b(), bias: bias(), transposeA, transposeB, activation: 'relu' }),
    );
  });

  test('products with the same data in two shapes', async () => {
    await expectEqualBackends(() => {
      const b = randomTensor([2, 6], 1);
      const first = tf.matMul(randomTensor([3, 2], 2), b);
      const second = tf.matMul(randomTensor([3, 6], 3), tf.reshape(b, [6, 2]));
      return tf.concat([first, second, tf.matMul(randomTensor([3, 2], 4), b)], 1);
    });
  });

  test('3-D maximum of negative numbers', async () => {
    await expectEqualBackends(() =>
      tf.maxPool3d(tf.neg(tf.abs(randomTensor([2, 3, 4, 3, 2], 1))) as tf.Tensor5D, 2, 2, 'same'),
    );
  });
});

describe('kernels that stock wasm lacks', () => {
  test('einsum', async () => {
    const [a, b] = [() => randomTensor([2, 3, 4], 1), () => randomTensor([2, 4, 5], 2)];
    await expectEqualBackends(() => tf.einsum('bij,bjk->kbi', a(), b()));
    await expectEqualBackends(() => tf.einsum('bij->jb', a()));
    await expectEqualBackends(() => tf.einsum('bij,bjk->', a(), b()));
    expect(tf.tidy(() => tf.einsum('ijk,kl->li', tf.ones([2, 2, 3]), tf.ones([3, 2])).arraySync())).toEqual([
      [6, 6],
      [6, 6],
    ]);
  });

  test('dilation2d of negative numbers, and its gradients', async () => {
    const image = () => tf.sub(randomTensor([2, 5, 6, 2], 1), 5) as tf.Tensor4D;
    const filter = () => randomTensor([2, 3, 2], 2) as tf.Tensor3D;
    const dilate = (x: tf.Tensor, w: tf.Tensor) =>
      tf.dilation2d(x as tf.Tensor4D, w as tf.Tensor3D, [1, 2], 'same', [2, 1]);
    await expectEqualBackends(() => dilate(image(), filter()));
    await expectEqualBackends(() => tf.grad((x) => tf.square(dilate(x, filter())))(image()));
    await expectEqualBackends(() => tf.grad((w) => tf.square(dilate(image(), w)))(filter()));
  });

  test('unsortedSegmentSum', async () => {
    await expectEqualBackends(() =>
      tf.unsortedSegmentSum(randomTensor([5, 2, 2], 1), tf.tensor1d([2, 0, -1, 2, 5], 'int32'), 3),
    );
  });

  test('of texts: what compares them, and what only says where they go', async () => {
    await tf.setBackend('wasm');
    const texts = () => tf.tensor2d(['a', '', 'äöü 漢字', 'a'], [2, 2], 'string');
    const found = (compute: () => tf.Tensor) => tf.tidy(() => compute().arraySync());
    expect(found(() => tf.equal(texts(), tf.scalar('a')))).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(found(() => tf.notEqual(texts(), texts()))).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(found(() => tf.gatherND(texts(), tf.tensor2d([[1, 0]], [1, 2], 'int32')))).toEqual(['äöü 漢字']);
    expect(found(() => tf.tile(texts(), [1, 2]))).toEqual([
      ['a', '', 'a', ''],
      ['äöü 漢字', 'a', 'äöü 漢字', 'a'],
    ]);
  });

  test('gradients of convolutions as kernels', async () => {
    const [strides, pad, dimRoundingMode] = [[2, 1], 'same', undefined] as unknown as number[];
    const attributes = {
      strides,
      pad,
      dimRoundingMode,
      dataFormat: 'NHWC',
      dilations: [1, 1],
    } as unknown as tf.NamedAttrMap;
    const run = (kernel: string, inputs: () => tf.NamedTensorMap, shape: Record<string, number[]>) =>
      expectEqualBackends(() => tf.engine().runKernel(kernel, inputs(), { ...attributes, ...shape }) as tf.Tensor);
    const x = () => randomTensor([2, 5, 6, 2], 1);
    const filterShape = [3, 2, 2, 2];
    await run('Conv2DBackpropFilter', () => ({ x: x(), dy: randomTensor([2, 3, 6, 2], 2) }), { filterShape });
    await run('DepthwiseConv2dNativeBackpropFilter', () => ({ x: x(), dy: randomTensor([2, 3, 6, 4], 2) }), {
      filterShape,
    });
    await run(
      'DepthwiseConv2dNativeBackpropInput',
      () => ({ filter: randomTensor(filterShape, 1), dy: randomTensor([2, 3, 6, 4], 2) }),
      { inputShape: [2, 5, 6, 2] },
    );
  });
});

test('one-hot rows are numbers of their type', async () => {
  const places = () => tf.tensor1d([2, 0, 5], 'int32');
  for (const type of ['float32', 'int32', 'bool'] as const)
    await expectEqualBackends(() => tf.oneHot(places(), 4, 1, 0, type));
  await expectEqualBackends(() => tf.oneHot(places(), 4, 0.75, -0.25, 'float32'));
});
