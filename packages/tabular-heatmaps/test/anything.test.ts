import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { expectNoRawError } from '../../../tooling/jest/anything';
import { type Drawable, plotTabular } from '../src';

let val: Tensor;
beforeAll(() => {
  val = tensor2d([[1, 2]]);
});
afterAll(() => val.dispose());

const drawn = (options: object) =>
  plotTabular([1], ['a'], { style: 'waterfall', expectedValue: 0, ...options }).toSVG();
const explained = (parts: object) => {
  const explanation = { val, input: val, output: val, outputSelection: [0], analyzer: 'SHAP', heatmap: 'attribution' };
  const extras = { expectedValue: [0] };
  return plotTabular({ ...explanation, extras, ...parts } as Drawable, undefined, { style: 'waterfall' }).toSVG();
};
const extras = (more: object) => explained({ extras: { expectedValue: [0], ...more } });

/** Every argument, each in the place of `value`, which is anything at all. */
const calls: Record<string, (value: never) => unknown> = {
  explanation: (explanation) => plotTabular(explanation),
  featureNames: (names) => plotTabular([1], names).toSVG(),
  options: drawn,
  ...Object.fromEntries(
    ['numFeatures', 'style', 'expectedValue', 'featureValues', 'sample', 'xLabel', 'title', 'colormap'].map((name) => [
      name,
      (value: unknown) => drawn({ [name]: value }),
    ]),
  ),
  ...Object.fromEntries(
    ['val', 'input', 'output', 'outputSelection', 'analyzer', 'heatmap', 'extras'].map((name) => [
      `${name} of an explanation`,
      (value: unknown) => explained({ [name]: value }),
    ]),
  ),
  'a selected output': (index) => explained({ outputSelection: [index] }),
  ...Object.fromEntries(
    ['groups', 'featureValues', 'featureNames', 'expectedValue', 'intercept', 'link'].flatMap((name) => [
      [`extras.${name}`, (value: unknown) => extras({ [name]: value })],
      [`extras.${name} of a sample`, (value: unknown) => extras({ [name]: [value] })],
      [`extras.${name}, one of a sample`, (value: unknown) => extras({ [name]: [[value]] })],
    ]),
  ),
  'options of toSVG': (options) => plotTabular([1]).toSVG(options),
  width: (width) => plotTabular([1]).toSVG({ width }),
  height: (height) => plotTabular([1]).toSVG({ height }),
};

test.each(Object.entries(calls))('%s: whatever is given, no raw error', (_, call) => expectNoRawError(call as never));
