import '@tensorflow/tfjs-backend-cpu';
import { randomNormal, randomUniform, type Tensor } from '@tensorflow/tfjs-core';
import { Explanation, type HeatmapKind, heatmapKinds, toPlain } from 'xai-base';
import { heatmap, toImages } from '../src';

const explain = (kind: HeatmapKind, val: Tensor) =>
  new Explanation({
    val,
    input: randomUniform([2, 8, 8, 3], 0, 1, 'float32', 1),
    output: randomUniform([2, 4], 0, 1, 'float32', 2),
    outputSelection: [0, 3],
    analyzer: 'ByHand',
    heatmap: kind,
    extras: kind === 'cam' ? { receptiveField: { stride: [4, 4], size: [5, 5], begin: [-1, -1] } } : undefined,
  });

test.each(heatmapKinds)('an explanation as plain data has the same pictures and legends: %s', async (kind) => {
  const explanation = explain(kind, randomNormal(kind === 'cam' ? [2, 2, 2, 1] : [2, 8, 8, 3], 0, 1, 'float32', 3));
  const plain = await toPlain(explanation);
  const [drawn, fromPlain] = [await heatmap(explanation), await heatmap(plain)];
  expect(fromPlain).toEqual(drawn);
  expect(fromPlain.map(({ legend }) => legend)).toEqual(drawn.map(({ legend }) => legend));
  expect(await toImages(plain.input)).toEqual(await toImages(explanation.input));
  explanation.dispose();
});

test('a range of two values is that of the colours, whatever is drawn', async () => {
  const values = { shape: [1, 1, 3], data: [-1, 0, 5] };
  const [image] = await heatmap({ val: values, heatmap: 'attribution' } as never, { range: [-2, 2], colormap: 'bwr' });
  expect(Array.from(image.data)).toEqual([128, 128, 255, 255, 255, 255, 255, 255, 255, 0, 0, 255]);
  expect(image.legend).toMatchObject({ range: [-2, 2], isClipped: [false, true] });
});
