import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type HeatmapKind, heatmapKinds } from 'xai-base';
import { heatmap, presetPipeline, sheet, toImages } from '../src';
import { writePng } from '../src/png';

const SIDE = 28;

/** A picture of what `shade` says of each place; both coordinates run from -1 to 1. */
function picture(side: number, shade: (x: number, y: number) => number): tf.Tensor4D {
  const at = (index: number) => (2 * index + 1) / side - 1;
  const values = Array.from({ length: side * side }, (_, index) =>
    shade(at(index % side), at(Math.floor(index / side))),
  );
  return tf.tensor4d(values, [1, side, side, 1]);
}

const bump = (distance: number) => Math.exp(-((distance / 0.14) ** 2));
const ring = (x: number, y: number) => bump(Math.hypot(x, y + 0.3) - 0.4);
const stroke = (x: number, y: number) => (y < -0.3 || y > 0.85 ? 0 : bump(x - 0.4 + 0.2 * (y + 0.3)));

const nine = picture(SIDE, (x, y) => Math.min(ring(x, y) + stroke(x, y), 1));
const evidence = picture(SIDE, (x, y) => ring(x, y) * (0.6 - 0.6 * y) - 0.8 * stroke(x, y));
const coarse = picture(7, (x, y) => Math.exp(-2 * (x ** 2 + (y + 0.4) ** 2)));

const [input] = await toImages(nine);
const maps: [HeatmapKind, tf.Tensor4D][] = [
  ['attribution', evidence],
  ['sensitivity', evidence],
  ['cam', coarse],
];
const draw = async (image?: tf.Tensor4D) => {
  const images = maps.map(([kind, values]) => heatmap(values, { pipeline: presetPipeline(kind), image }));
  return (await Promise.all(images)).flat();
};
const all = sheet({
  rows: ['alone', 'over the image'],
  columns: ['image', ...heatmapKinds],
  cells: [
    [input, ...(await draw())],
    [undefined, ...(await draw(nine))],
  ],
});
await writePng(all, path.join(import.meta.dirname, 'presets.png'));
