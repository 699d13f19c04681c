import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { expectNoRawError } from '../../../tooling/jest/anything';
import { type Drawable, plotTimeseries } from '../src';

let val: Tensor;
beforeAll(() => {
  val = tensor2d([[1, 2], [3, 4]]); // biome-ignore format: a matrix
});
afterAll(() => val.dispose());

const drawn = (options: object) => plotTimeseries([1, 2], [1, 2], options).toSVG();
const explained = (parts: object, sample = 0) =>
  plotTimeseries([1, 2], { val, heatmap: 'attribution', ...parts } as Drawable, { sample }).toSVG();

/** Every argument, each in the place of `value`, which is anything at all. */
const calls: Record<string, (value: never) => unknown> = {
  series: (series) => plotTimeseries(series, [1]),
  explanation: (explanation) => plotTimeseries([1], explanation),
  options: drawn,
  'values of an explanation': (value) => explained({ val: value }),
  'kind of an explanation': (heatmap) => explained({ heatmap }),
  'selection of an explanation': (outputSelection) => explained({ outputSelection, analyzer: 'Gradient' }),
  'analyzer of an explanation': (analyzer) => explained({ analyzer }),
  sample: (sample) => explained({}, sample),
  ...Object.fromEntries(
    ['featureNames', 'times', 'xLabel', 'yLabel', 'colorLabel', 'title', 'style', 'colormap', 'range', 'clip'].map(
      (name) => [name, (value: unknown) => drawn({ [name]: value })],
    ),
  ),
  'options of toSVG': (options) => plotTimeseries([1], [1]).toSVG(options),
  width: (width) => plotTimeseries([1], [1]).toSVG({ width }),
  height: (height) => plotTimeseries([1], [1]).toSVG({ height }),
};

test.each(Object.entries(calls))('%s: whatever is given, no raw error', (_, call) => expectNoRawError(call as never));
