/**
 * Draws the pictures of a whole table: what makes the command line's model take penguins for Gentoos, by exact Shapley values. Run:
 * `npx tsx pictures/penguins.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import { plotBeeswarm, plotDecision, plotDependence, plotEffect, plotImportance } from 'tabular-heatmaps';
import { analyze } from 'xai-base';
import { loadModel } from '../../../tooling/jest/conformance';
import { accumulatedLocalEffects, KernelSHAP, partialDependence } from '../src';

const folder = path.join(import.meta.dirname, '../../xai-cli/models/penguins');
const [header, ...lines] = readFileSync(path.join(folder, 'background.csv'), 'utf8').trim().split('\n');
const names = header.split(',').slice(0, -1);
const rows = lines.map((line) => line.split(',').slice(0, -1).map(Number));
const model = await loadModel(folder);
const [input, GENTOO] = [tensor2d(rows), 2];
const explanation = await analyze(input, new KernelSHAP(model, { background: input }), GENTOO);
const label = 'contribution to the score of Gentoo';
const flipper = names.indexOf('flipper length (mm)');
const outputNames = ['Adelie', 'Chinstrap', 'Gentoo'];
const axes = { xLabel: names[flipper], outputNames, rug: rows.map((row) => row[flipper]) };
const pictures = {
  beeswarm: plotBeeswarm(explanation, names, { title: 'What makes penguins Gentoos', label }),
  importance: plotImportance(explanation, names, { title: 'Which measures matter for Gentoos' }),
  decision: plotDecision(explanation, names, {
    title: 'How 60 penguins become Gentoos, or not',
    label: 'score of Gentoo',
  }),
  dependence: plotDependence(explanation, 'flipper length (mm)', names, { title: 'Long flippers make Gentoos', label }),
  'partial-dependence': plotEffect(await partialDependence(model, rows, flipper), {
    ...axes,
    title: 'Partial dependence',
    yLabel: 'mean score',
  }),
  'local-effects': plotEffect(await accumulatedLocalEffects(model, rows, flipper, { intervals: 12 }), {
    ...axes,
    title: 'Accumulated local effects',
    yLabel: 'effect on the score',
  }),
};
for (const [name, picture] of Object.entries(pictures)) {
  writeFileSync(path.join(import.meta.dirname, `${name}.svg`), `${picture.toSVG()}\n`);
}
explanation.dispose();
input.dispose();
