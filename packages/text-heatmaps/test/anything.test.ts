import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { expectNoRawError } from '../../../tooling/jest/anything';
import { type Drawable, heatmap, TextHeatmap } from '../src';

let val: Tensor;
beforeAll(() => {
  val = tensor2d([[1]]);
});
afterAll(() => val.dispose());

const explained = (parts: object) => heatmap({ val, heatmap: 'attribution', ...parts } as Drawable, ['a'])[0].toSVG();
const drawn = (options: object) => heatmap([1], ['a'], options).toSVG();

/** Every argument, each in the place of `value`, which is anything at all. */
const calls: Record<string, (value: never) => unknown> = {
  'heatmap of': (values) => heatmap(values, ['a']),
  'words of heatmap': (words) => heatmap([1], words),
  'options of heatmap': drawn,
  'texts of an explanation': (texts) => heatmap({ val, heatmap: 'attribution' }, texts),
  'kind of an explanation': (kind) => explained({ heatmap: kind }),
  'values of an explanation': (value) => explained({ val: value }),
  colormap: (colormap) => drawn({ colormap }),
  range: (range) => drawn({ range }),
  clip: (clip) => drawn({ clip }),
  separator: (separator) => drawn({ separator }),
  'options of toSVG': (options) => heatmap([1], ['a']).toSVG(options),
  width: (width) => heatmap([1], ['a']).toSVG({ width }),
  fontSize: (fontSize) => heatmap([1], ['a']).toSVG({ fontSize }),
  'words of TextHeatmap': (words) => new TextHeatmap(words, [1]),
  'values of TextHeatmap': (values) => new TextHeatmap(['a'], values),
};

test.each(Object.entries(calls))('%s: whatever is given, no raw error', (_, call) => expectNoRawError(call as never));
