/** Draws `bars.svg` and `waterfall.svg`: a penguin with made-up attributions. Run: `npx tsx pictures/penguin.ts`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import { Explanation } from 'xai-base';
import { plotTabular } from '../src';

const penguin: [feature: string, value: number | string, attribution: number][] = [
  ['bill length (mm)', 39.1, 0.34],
  ['bill depth (mm)', 18.7, 0.16],
  ['flipper length (mm)', 181, 0.09],
  ['body mass (g)', 3750, -0.05],
  ['island', 'Torgersen', 0.11],
  ['sex', 'male', -0.03],
  ['year', 2007, 0.004],
  ['stage', 'adult', -0.002],
];
const attributions = penguin.map(([, , attribution]) => attribution);
const expectedValue = 0.33;
const explanation = new Explanation({
  val: tensor2d([attributions]),
  input: tensor2d([penguin.map((_, feature) => feature)]),
  output: tensor2d([[attributions.reduce((sum, one) => sum + one, expectedValue), 0.05]]),
  outputSelection: [0],
  analyzer: 'KernelSHAP',
  heatmap: 'attribution',
  extras: { expectedValue: [expectedValue] },
});
const names = penguin.map(([feature]) => feature);
const featureValues = penguin.map(([, value]) => value);
const options = { numFeatures: 5, featureValues, title: 'Why the model takes this penguin for an Adelie' };
for (const style of ['bars', 'waterfall'] as const) {
  const svg = plotTabular(explanation, names, { ...options, style }).toSVG();
  writeFileSync(path.join(import.meta.dirname, `${style}.svg`), `${svg}\n`);
}
explanation.dispose();
