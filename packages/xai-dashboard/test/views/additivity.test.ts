import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { loadGradients } from 'tfjs-gradients';
import type { Item, MethodRecipe, SelectionRecipe } from 'xai-recipes';
import type { Analysis } from '../../src/analysis/analysis';
import type { Explained } from '../../src/analysis/explained';
import { additivityOf } from '../../src/views/grid/additivity';
import { analysisInNode } from '../support/analysis-in-node';

const models = path.join(__dirname, '../../../xai-cli/models');
let analysis: Analysis;

beforeAll(async () => {
  await setBackend('cpu');
  loadGradients();
  ({ analysis } = await analysisInNode(models));
});

async function explained(source: string, item: Item, method: MethodRecipe, selection: SelectionRecipe = {}) {
  const { recipe } = await analysis.open(source);
  const one = await analysis.explain(0, { ...recipe, method, selection }, item);
  await analysis.forget();
  return one;
}

/** The sum that is told, and by how much it is said to be off. */
function told(one: Explained): { sum: number; off: number; isWarning?: boolean } {
  const note = additivityOf(one);
  const [, sum, off] = /^adds up to (\S+), off by (\S+) /.exec(note?.text ?? '') ?? [];
  return { sum: Number(sum), off: Number(off), isWarning: note?.isWarning };
}

const row = { file: 'penguins/samples.csv', row: 2 };

test.each<[MethodRecipe]>([[{ name: 'KernelSHAP' }], [{ name: 'IntegratedGradients' }], [{ name: 'DeepLift' }]])(
  '%j adds up to the output less what is expected',
  async (method) => {
    const one = await explained('penguins/model.json', row, method);
    const { output, outputSelection, extras } = one.explanation;
    const [expected] = extras!.expectedValue as number[];
    const { sum, off, isWarning } = told(one);
    expect(Math.abs(sum - (output.data[outputSelection[0]] - expected))).toBeLessThan(1e-3 * Math.abs(sum));
    expect(off).toBeLessThan(1e-3 * Math.abs(sum));
    expect(isWarning).toBe(false);
  },
);

test('a superpixel counts once, not once a pixel', async () => {
  const one = await explained('lenet/model.json', 'digits/9.png', { name: 'KernelSHAP', segments: 6, samples: 64 });
  const { output, outputSelection, extras } = one.explanation;
  const [expected] = extras!.expectedValue as number[];
  expect(told(one).sum).toBeCloseTo(output.data[outputSelection[0]] - expected, 2);
});

test('a sum that misses more than a twentieth is warned of', async () => {
  const one = await explained('penguins/model.json', row, { name: 'IntegratedGradients' });
  const extras = { ...one.explanation.extras, completenessError: [0.06 * Math.abs(told(one).sum)] };
  expect(told({ ...one, explanation: { ...one.explanation, extras } }).isWarning).toBe(true);
});

test.each<[SelectionRecipe, (output: ArrayLike<number>) => number]>([
  [{ output: 9 }, (output) => output[9]],
  [{ output: 9, against: 4 }, (output) => output[9] - output[4]],
  [{ weights: [0, 0, 0, 0, -1, 0, 0, 0, 0, 2] }, (output) => 2 * output[9] - output[4]],
])('what relevance arrives is told as a share of what is explained: %j', async (selection, explainedValue) => {
  const one = await explained('lenet/model.json', 'digits/9.png', { name: 'LRP' }, selection);
  const [, arrived, value] = /^(\S+) of (\S+) arrives/.exec(additivityOf(one)?.text ?? '') ?? [];
  expect(Number(value)).toBeCloseTo(explainedValue(one.explanation.output.data), 2);
  expect(Number(arrived)).toBeCloseTo(
    Array.from(one.explanation.val.data).reduce((sum, each) => sum + each, 0),
    2,
  );
});

test('methods that promise nothing say nothing', async () => {
  expect(additivityOf(await explained('penguins/model.json', row, { name: 'Gradient' }))).toBeUndefined();
});
