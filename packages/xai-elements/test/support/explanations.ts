import type { HeatmapKind, PlainExplanation, PlainTensor } from 'xai-base';

const tensor = (shape: number[], value: (index: number) => number): PlainTensor => ({
  shape,
  data: Array.from({ length: shape.reduce((product, length) => product * length, 1) }, (_, index) => value(index)),
});

const plain = (val: PlainTensor, input: PlainTensor, heatmap: HeatmapKind, extras = {}): PlainExplanation => ({
  ...{ val, input, output: tensor([val.shape[0], 3], (index) => index), heatmap, extras },
  outputSelection: new Array(val.shape[0]).fill(1),
  analyzer: 'ByHand',
});

/** Two images of 8 x 6 pixels in colour; the value of a pixel is the sum of its three numbers. */
export const images = plain(
  tensor([2, 6, 8, 3], (index) => Math.sin(index)),
  tensor([2, 6, 8, 3], (index) => (index % 7) / 7),
  'attribution',
);

/** A coarse map of 2 x 2 cells over an image. */
export const cam = plain(
  tensor([1, 2, 2, 1], (index) => index),
  tensor([1, 8, 8, 1], (index) => index / 64),
  'cam',
);

export const words = ['not', '<img src=x onerror=alert(1)>', 'bad', 'at', 'all'];
export const text = plain(
  tensor([1, 5], (index) => [0.5, -1, 2, 0, 0.25][index]),
  tensor([1, 5], (index) => index),
  'attribution',
  { tokens: [words] },
);

export const series = plain(
  tensor([1, 20, 2], (index) => Math.cos(index)),
  tensor([1, 20, 2], (index) => 10 * Math.sin(index / 4)),
  'attribution',
);

/** Adds up from 1 to the output of 1: -3 + 2 + 0.51234 + 0.48766 is 0. */
export const row = plain(
  tensor([1, 4], (index) => [-3, 2, 0.51234, 0.48766][index]),
  tensor([1, 4], (index) => [39, 1200.5, 3, 0][index]),
  'attribution',
  { expectedValue: [1], featureNames: [['age', 'income', 'rooms', 'floor']] },
);
