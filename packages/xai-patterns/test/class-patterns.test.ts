import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import { ShapeError, ValueError } from 'xai-base';
import { classPatterns } from '../src';

const rows = [
  [1, 0],
  [3, 1],
  [0, 3],
  [0, -1],
  [1, 4],
];
const labels = ['cat', 'cat', 'dog', 'dog', 'dog'];

describe('class patterns', () => {
  test('are means of explanations and inputs, class by class', async () => {
    const [val, input] = [tensor2d(rows), tensor2d(rows.map(([a, b]) => [2 * a, b + 1]))];
    const [cat, dog] = await classPatterns([{ val, input, heatmap: 'cam' }], labels);
    expect([cat.label, cat.count, dog.label, dog.count]).toEqual(['cat', 2, 'dog', 3]);
    expect(Array.from(cat.mean.val.data)).toEqual([2, 0.5]);
    expect(Array.from(cat.mean.input!.data)).toEqual([4, 1.5]);
    expect(cat.mean.heatmap).toBe('cam');
    expect(dog.mean.val.shape).toEqual([1, 2]);
    val.dispose();
    input.dispose();
  });

  test('name the samples that are most and least like the mean', async () => {
    const val = tensor2d(rows);
    const [, dog] = await classPatterns([{ val }], labels, { examples: 2 });
    expect(dog.mostLike).toEqual([4, 2]); // the mean is [1/3, 2]: cosines .996 and .986
    expect(dog.leastLike).toEqual([3, 2]);
    val.dispose();
  });

  test('wrong arguments are errors', async () => {
    const val = { shape: [2, 2], data: [1, 2, 3, 4] };
    await expect(classPatterns([{ val }], ['one'])).rejects.toThrow(ShapeError);
    await expect(classPatterns([{ val }], ['a', 'b'], { examples: 0 })).rejects.toThrow(ValueError);
    await expect(classPatterns([], [])).rejects.toThrow(ShapeError);
  });
});
