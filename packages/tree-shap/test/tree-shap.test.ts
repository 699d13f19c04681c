import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { readTreeEnsemble } from 'onnx-model';
import { AbortError, analyze, ModelError, ShapeError, type TreeEnsemble, treeModel, ValueError } from 'xai-base';
import { TreeSHAP, withCovers } from '../src';
import { draws, randomEnsemble, row } from './support/random-ensembles';

const fixture = (name: string) => readTreeEnsemble(readFileSync(path.join(__dirname, `fixtures/${name}.onnx`)));
const corners = [
  [0, 0, 0],
  [0, 1, 0],
  [1, 0, 0],
  [1, 1, 0],
];

/** Frees tensors and explanations after each test. */
const kept: { dispose(): void }[] = [];
const keep = <T extends { dispose(): void }>(one: T): T => {
  kept.push(one);
  return one;
};
const freeKept = () => {
  for (const one of kept.splice(0)) one.dispose();
};
const valuesOf = (tensor: Tensor): number[] => Array.from(tensor.dataSync());

describe('TreeSHAP of files of scikit-learn', () => {
  afterEach(freeKept);

  // the leaves are 10, 20, 30 and 45: their mean is 26.25, 15 without the first feature, 20 without the second
  const expected = [(15 - 26.25 + 10 - 20) / 2, (20 - 26.25 + 10 - 15) / 2, 0];
  const byHand = [10 - 26.25, 45 - 26.25];

  it('is what is computed by hand, with a background and with the covers of the same samples', async () => {
    const model = await fixture('tree_reg');
    const background = keep(tensor2d(corners));
    const input = keep(tensor2d([corners[0], corners[3]]));
    for (const analyzer of [new TreeSHAP(model, { background }), new TreeSHAP(await withCovers(model, background))]) {
      const explanation = keep(await analyze(input, analyzer));
      const values = valuesOf(explanation.val);
      expect(values.slice(0, 3)).toEqual(expected);
      expect([0, 3].map((at) => values[at] + values[at + 1] + values[at + 2])).toEqual(byHand);
      expect(explanation.extras).toMatchObject({ expectedValue: [26.25, 26.25], unit: 'output', transform: 'none' });
    }
  });

  it('explains the most activated of two classes', async () => {
    const background = keep(tensor2d(corners));
    const analyzer = new TreeSHAP(await fixture('tree_two'), { background });
    const explanation = keep(await analyze(background, analyzer));
    expect(explanation.outputSelection).toEqual([0, 1, 1, 0]);
    const { featureValues, expectedValue } = explanation.extras as {
      featureValues: number[][];
      expectedValue: number[];
    };
    const sums = featureValues.map((values, index) => values.reduce((a, b) => a + b, expectedValue[index]));
    [0.9, 0.8, 0.7, 0.6].forEach((score, index) => void expect(sums[index]).toBeCloseTo(score, 6));
  });
});

const leaf = (value: number, cover?: number) => ({ values: [-value, value], cover });
const stump = {
  feature: 0,
  mode: '<=',
  threshold: 0,
  missingIsTrue: true,
  whenTrue: leaf(1),
  whenFalse: leaf(3),
} as const;
const logistic: TreeEnsemble = {
  trees: [stump],
  outputs: 2,
  baseValues: [0, 0],
  aggregate: 'sum',
  transform: 'logistic',
};

describe('TreeSHAP', () => {
  afterEach(freeKept);

  it('explains log odds before a logistic function, and says so', async () => {
    const analyzer = new TreeSHAP(treeModel(logistic), { background: keep(tensor2d([[-1], [1]])) });
    const explanation = keep(await analyze(keep(tensor2d([[1]])), analyzer));
    expect(valuesOf(explanation.output)).toEqual([-3, 3]);
    expect(valuesOf(explanation.val)).toEqual([1]);
    expect(explanation.extras).toMatchObject({
      ...{ unit: 'log odds', transform: 'logistic', perturbation: 'interventional', expectedValue: [2] },
    });
    const raw = new TreeSHAP(treeModel({ ...logistic, transform: 'softmax' }), { background: keep(tensor2d([[1]])) });
    expect(keep(await analyze(keep(tensor2d([[1]])), raw)).extras).toMatchObject({ unit: 'raw score' });
  });

  it('sends missing values where the trees do, in samples and in the background', async () => {
    const analyzer = new TreeSHAP(treeModel(logistic), { background: keep(tensor2d([[Number.NaN], [1]])) });
    const explanation = keep(await analyze(keep(tensor2d([[Number.NaN], [1]])), analyzer, 1));
    expect(valuesOf(explanation.val)).toEqual([-1, 1]);
  });

  it('explains a combination of outputs', async () => {
    const analyzer = new TreeSHAP(treeModel(logistic), { background: keep(tensor2d([[-1], [1]])) });
    const difference = { select: () => tensor2d([[-1, 1]]) };
    const explanation = keep(await analyze(keep(tensor2d([[1]])), analyzer, difference));
    expect(valuesOf(explanation.val)).toEqual([2]);
    expect(explanation.extras?.expectedValue).toEqual([4]);
  });

  it('counts the covers that samples give', async () => {
    const samples = keep(tensor2d([[-1], [Number.NaN], [1]]));
    const { ensemble } = await withCovers(treeModel(logistic), samples);
    expect(ensemble.trees).toMatchObject([{ cover: 3, whenTrue: { cover: 2 }, whenFalse: { cover: 1 } }]);
  });

  it('names what is wrong', async () => {
    const model = treeModel(logistic);
    expect(() => new TreeSHAP(model)).toThrow(ValueError);
    expect(() => new TreeSHAP(model)).toThrow(/background is undefined.*withCovers/);
    for (const aggregate of ['min', 'max'] as const)
      expect(() => new TreeSHAP(treeModel({ ...logistic, aggregate }))).toThrow(`model takes the ${aggregate}`);
    for (const wrong of [undefined, null, {}, () => 1, logistic])
      expect(() => new TreeSHAP(wrong as never)).toThrow(ModelError);
    expect(() => new TreeSHAP(model, { backgroud: 1 } as never)).toThrow('did you mean background?');
    const [one, two] = [keep(tensor2d([[1]])), keep(tensor2d([[1, 2]]))];
    const analyzer = new TreeSHAP(model, { background: two });
    await expect(analyze(one, analyzer)).rejects.toThrow(ShapeError);
    await expect(analyze(one, new TreeSHAP(model, { background: 3 as never }))).rejects.toThrow('background is 3');
    await expect(analyze(two, analyzer, 0, { interactions: 1 as never })).rejects.toThrow('interactions is 1');
    await expect(analyze(two, analyzer, 0, { interaction: true } as never)).rejects.toThrow(
      'did you mean interactions?',
    );
    await expect(analyze(two, analyzer, 0, { furtherInputs: { more: two } })).rejects.toThrow('trees have one input');
    await expect(withCovers(model, keep(tensor2d([[1 / 0]])))).rejects.toThrow('samples holds Infinity');
    const fixed = treeModel({ ...logistic, features: 1 });
    await expect(analyze(two, new TreeSHAP(fixed, { background: two }))).rejects.toThrow(ShapeError);
    await expect(withCovers(fixed, two)).rejects.toThrow(ShapeError);
  });

  it('ends within a tree when it is aborted, and tells how far it is', async () => {
    const next = draws(1);
    const background = keep(tensor2d(Array.from({ length: 10 }, () => row(next, 5))));
    const analyzer = new TreeSHAP(treeModel(randomEnsemble(4, 5)), { background });
    const done: number[] = [];
    keep(await analyze(background, analyzer, 0, { onProgress: (progress) => void done.push(progress.done) }));
    expect(done).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const controller = new AbortController();
    const aborting = analyze(background, analyzer, 0, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(aborting).rejects.toThrow(AbortError);
  });
});
