import '@tensorflow/tfjs-backend-cpu';
import path from 'node:path';
import { mean, randomUniform, slice, type Tensor, tensor, transpose, zeros } from '@tensorflow/tfjs-core';
import { analyze, ShapeError } from 'xai-base';
import { explainImage, gridSegments, KernelSHAP } from '../../src';
import { modelOrder } from '../../src/channel-order';

const file = (name: string) => path.join(__dirname, '../fixtures/tables', name);
const stripes = { method: 'KernelSHAP', segmenter: gridSegments(1, 4), background: 0, labels: [0] } as const;

/** How bright the two columns at the left of images with channels first are. */
const left = (x: Tensor) => mean(slice(x, [0, 0, 0, 0], [-1, -1, -1, 2]), [1, 2], false);

describe('the order of channels', () => {
  it('is read from an ONNX file: an image in either order has one explanation', async () => {
    const first = randomUniform([3, 32, 48], 0, 1, 'float32', 1);
    const last = transpose(first, [1, 2, 0]);
    const bytesOf = async (image: Tensor) => {
      const [explanation] = await explainImage(file('image_nchw.onnx'), image as never, stripes);
      expect(explanation.val.shape).toEqual([1, 32, 48, 1]);
      expect(explanation.input.shape).toEqual([1, 32, 48, 3]);
      const values = Array.from(await explanation.val.data());
      explanation.dispose();
      return values;
    };
    const values = await bytesOf(last);
    expect(await bytesOf(first)).toEqual(values);
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0);
    first.dispose();
    last.dispose();
  });

  it('of an analyzer is last: first is refused where the file tells it', async () => {
    const shap = new KernelSHAP(file('image_nchw.onnx'), { segmenter: gridSegments(1, 2) });
    const first = zeros([1, 3, 32, 48]);
    const last = zeros([1, 32, 48, 3]);
    await expect(analyze(first, shap)).rejects.toThrow('tf.transpose(input, [0, 2, 3, 1])');
    const explanation = await analyze(last, shap, 0);
    expect(explanation.val.shape).toEqual([1, 32, 48, 1]);
    explanation.dispose();
    await shap.dispose();
    first.dispose();
    last.dispose();
  });

  it('of a function is asked for, when channels seem to come first', async () => {
    const image = tensor(
      Array.from({ length: 3 * 4 * 8 }, (_, at) => (at % 8 < 2 ? 1 : 0)),
      [3, 4, 8],
    );
    await expect(explainImage(left, image as never, stripes)).rejects.toThrow(ShapeError);
    await expect(explainImage(left, image as never, stripes)).rejects.toThrow('Say { channelsFirst: true }');
    const [explanation] = await explainImage(left, image as never, { ...stripes, channelsFirst: true });
    expect(explanation.val.shape).toEqual([1, 4, 8, 1]);
    const row = Array.from(await explanation.val.data()).slice(0, 8);
    expect(row).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
    explanation.dispose();
    const [asGiven] = await explainImage(left, image as never, { ...stripes, channelsFirst: false });
    expect(asGiven.val.shape).toEqual([1, 3, 4, 1]);
    asGiven.dispose();
    image.dispose();
  });

  it('must be true or false', async () => {
    const wrong = { ...stripes, channelsFirst: 'yes' as never };
    await expect(explainImage(left, [[[1]]], wrong)).rejects.toThrow('channelsFirst is "yes"; expected true or false');
  });

  it('rounds mixed pixels for a model of bytes', async () => {
    const image = tensor(
      Array.from({ length: 32 * 48 * 3 }, (_, at) => at % 256),
      [32, 48, 3],
      'int32',
    );
    const options = { method: 'RISE', masks: 8, keepProbability: 0.5, labels: [0], seed: 1 } as const;
    const [explanation] = await explainImage(file('image_uint8.onnx'), image as never, options);
    expect(explanation.val.shape).toEqual([1, 32, 48, 1]);
    explanation.dispose();
    image.dispose();
  });

  it.each<[(number | string)[], number[], 'first' | 'last' | string]>([
    [['N', 3, 32, 48], [1, 32, 48, 3], 'first'],
    [['N', 3, 'h', 'w'], [1, 32, 48, 3], 'first'],
    [['N', 32, 48, 3], [1, 32, 48, 3], 'last'],
    [['N', 3, 32, 48], [1, 3, 32, 48], 'channels last, [1, 32, 48, 3]'],
    [['N', 4, 32, 48], [1, 4, 32, 48], 'channels last, [1, 32, 48, 4]'],
    [['N', 3, 'h', 'w'], [1, 3, 48, 3], 'first'],
    [['N', 'c', 'h', 'w'], [1, 32, 48, 3], 'channels first and last'],
    [['N', 8, 8, 8], [1, 8, 8, 8], 'last'],
    [['N', 16, 8, 8], [1, 8, 8, 16], 'first'],
    [['N', 3, 4, 'h', 'w'], [1, 4, 32, 48, 3], 'first'],
    [['N', 2, 100], [1, 100, 2], 'first'],
    [['N', 100, 2], [1, 100, 2], 'last'],
    [['N', 't', 'c'], [1, 100, 2], 'last'],
    [['N', 4], [1, 4], 'last'],
    [[], [1, 32, 48, 3], 'last'],
  ])('%j that is given %j: %s', (stated, given, expected) => {
    if (expected === 'first' || expected === 'last') expect(modelOrder(stated, given)).toBe(expected);
    else expect(() => modelOrder(stated, given)).toThrow(expected);
  });
});
