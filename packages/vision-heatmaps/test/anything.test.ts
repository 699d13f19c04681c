import '@tensorflow/tfjs-backend-cpu';
import { ones, type Tensor } from '@tensorflow/tfjs-core';
import { expectNoRawError } from '../../../tooling/jest/anything';
import * as heatmaps from '../src';
import { decodePng, decodePngValues, encodePng } from '../src/png';

let map: Tensor;
beforeAll(() => {
  map = ones([1, 2, 2, 1]);
});
afterAll(() => map.dispose());

const image = heatmaps.createImage(2, 1);
const sheet = (options: object) =>
  heatmaps.sheet({ rows: ['a'], columns: ['b'], cells: [[image]], ...options } as heatmaps.SheetOptions);
const draw = (options: object) => heatmaps.heatmap(map, options as heatmaps.HeatmapOptions);
const cam = (parts: object) => heatmaps.heatmap({ val: map, heatmap: 'cam', ...parts } as heatmaps.Drawable);

/** Every argument of every function, each in the place of `value`, which is anything at all. */
const calls: Record<string, (value: never) => unknown> = {
  'heatmap of': heatmaps.heatmap,
  'options of heatmap': draw,
  pipeline: (pipeline) => draw({ pipeline }),
  image: (value) => draw({ image: value }),
  imageRange: (imageRange) => draw({ image: map, imageRange }),
  colorRange: (colorRange) => draw({ colorRange }),
  colormap: (colormap) => draw({ colormap }),
  range: (range) => draw({ range }),
  clip: (clip) => draw({ clip }),
  'kind of heatmap': (value) => cam({ heatmap: value }),
  'input of a cam': (input) => cam({ input }),
  'extras of a cam': (extras) => cam({ input: map, extras }),
  'receptive field of a cam': (receptiveField) => cam({ input: map, extras: { receptiveField } }),
  sheet: heatmaps.sheet,
  rows: (rows) => sheet({ rows }),
  columns: (columns) => sheet({ columns }),
  cells: (cells) => sheet({ cells }),
  'a cell': (cell) => sheet({ cells: [[cell]] }),
  title: (title) => sheet({ title }),
  colorbar: (colorbar) => sheet({ colorbar }),
  cellSize: (cellSize) => sheet({ cellSize }),
  fontSize: (fontSize) => sheet({ fontSize }),
  textScale: (textScale) => sheet({ textScale }),
  toPng: heatmaps.toPng,
  toAnsi: heatmaps.toAnsi,
  'options of toAnsi': (options) => heatmaps.toAnsi(image, options),
  'width of toAnsi': (width) => heatmaps.toAnsi(image, { width }),
  toImages: heatmaps.toImages,
  'range of toImages': (range) => heatmaps.toImages(map, range),
  resize: (value) => heatmaps.resize(value, 1, 1),
  'width of resize': (width) => heatmaps.resize(image, width, 1),
  resizeGrid: (grid) => heatmaps.resizeGrid(grid, 1, 1),
  'method of resize': (method) => heatmaps.resize(image, 1, 1, method),
  'width of createImage': (width) => heatmaps.createImage(width, 1),
  'color of createImage': (color) => heatmaps.createImage(1, 1, color),
  Pipeline: (value) => new heatmaps.Pipeline(value),
  CenteredColormap: (colormap) => new heatmaps.CenteredColormap(colormap),
  'clip of CenteredColormap': (clip) => new heatmaps.CenteredColormap('jet', clip),
  ExtremaColormap: (colormap) => new heatmaps.ExtremaColormap(colormap),
  'clip of ExtremaColormap': (clip) => new heatmaps.ExtremaColormap('jet', clip),
  PercentileClip: (lower) => new heatmaps.PercentileClip(lower),
  AlphaOverlay: (alpha) => new heatmaps.AlphaOverlay(alpha),
  DropDims: (axis) => draw({ pipeline: new heatmaps.Pipeline(new heatmaps.DropDims(axis)) }),
  PermuteDims: (axis) => new heatmaps.PermuteDims(axis),
  presetPipeline: heatmaps.presetPipeline,
  'options of presetPipeline': (options) => heatmaps.presetPipeline('cam', options),
  toImageData: heatmaps.toImageData,
  encodePng,
  decodePng,
  decodePngValues,
  'options of decodePng': (options) => decodePng(encodePng(image), options),
};

test.each(Object.entries(calls))('%s: whatever is given, no raw error', (_, call) => expectNoRawError(call as never));
