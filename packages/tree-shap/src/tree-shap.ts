import { type Tensor, tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import {
  Analyzer,
  checkInput,
  checkKeys,
  type Explanation,
  forEachBatch,
  maskOf,
  type OutputSelector,
  type ScoreTransform,
  ShapeError,
  TensorBag,
  type TreeModel,
  throwIfAborted,
  wrongValue,
  yieldToEventLoop,
} from 'xai-base';
import { checkCovers, checkTreeModel } from './check-tree-model';
import { expectedScores } from './expected-scores';
import { givenByLeaves } from './given-by-leaves';
import { rowsOf } from './rows-of';
import { type Found, shapleyValues } from './shapley-values';
import { layoutsOf } from './tree-layout';
import type { TreeSHAPOptions, TreeSHAPSettings } from './tree-shap-options';
import { Walk } from './walk';

declare module 'xai-base' {
  interface ExplanationExtras {
    /** The Shapley interaction values, `[batch, features, features]`. */
    readonly interactions?: Tensor;
  }
}

const units: Readonly<Record<ScoreTransform, string>> = {
  none: 'output',
  logistic: 'log odds',
  softmax: 'raw score',
  'softmax of what is not 0': 'raw score',
};

/**
 * Exact Shapley values of a tree ensemble's raw score: what each feature adds to it, on average over all orders in which features join. With a
 * background a hidden feature takes the value that it has in a row of the background, and values are averaged over the rows (interventional); without one it is
 * followed both ways at its branches, as the training samples went (path-dependent). `O(trees * leaves * depth)` a sample, and a row of the
 * background.
 *
 * Explained are the scores before the ensemble's last transform, as they alone add up: `output` has these, and the most activated is the same. `val` is `[batch,
 * features]`, its sum the score minus `extras.expectedValue`. `extras`: `featureValues` (the values in float64), `expectedValue`, `completenessError` (by how much the sum misses that), `unit` (`log odds`
 * before a logistic function, `raw score` before a softmax, else `output`), `transform` (its name), `perturbation` (`interventional` or `path-dependent`), and if
 * asked for `interactions` `[batch, features, features]`, whose rows add up to the values. NaN in a sample is a missing value, and goes where the trees send it.
 *
 * @see S. M. Lundberg et al.: From Local Explanations to Global Understanding with Explainable AI for Trees (2020)
 *
 * @example
 * ```ts
 * const [whenTrue, whenFalse] = [{ values: [1] }, { values: [5] }];
 * const tree = { feature: 1, mode: '<=', threshold: 0, missingIsTrue: false, whenTrue, whenFalse } as const;
 * const model = treeModel({ trees: [tree], outputs: 1, baseValues: [0], aggregate: 'sum', transform: 'none' });
 *
 * const background = tf.tensor2d([[0, -1], [0, 1]]);
 * const explanation = await analyze(tf.tensor2d([[7, 2]]), new TreeSHAP(model, { background }));
 * explanation.val; // => [[0, 2]]
 * explanation.extras?.expectedValue; // => [3]
 * ```
 */
export class TreeSHAP extends Analyzer<TreeSHAPOptions> {
  readonly name = 'TreeSHAP';

  /**
   * @throws {ModelError} when `model` is no ensemble of trees, or takes the least or the most of them
   * @throws {ValueError} without a background for a model that does not know its covers, and for a background that is no tensor
   */
  constructor(
    private readonly model: TreeModel,
    private readonly settings: TreeSHAPSettings = {},
  ) {
    super();
    checkTreeModel(model);
    checkKeys(settings, ['background'], 'TreeSHAP');
    if (settings.background === undefined) checkCovers(model);
  }

  override get moreOptions(): readonly string[] {
    return ['interactions'];
  }

  override predict(input: Tensor): Promise<Tensor> {
    return this.model.rawScores(input);
  }

  protected override async checkInput(input: Tensor): Promise<void> {
    const { background } = this.settings;
    if (background !== undefined) await checkInput(background, 'background', { missingValues: true });
    await checkInput(input, 'input', { missingValues: true });
    if (background === undefined || String(background.shape.slice(1)) === String(input.shape.slice(1))) return;
    const expected = `[rows, ${input.shape.slice(1).join(', ')}], as the input has`;
    throw new ShapeError(`background has shape [${background.shape.join(', ')}]; expected ${expected}.`, {
      argument: 'background',
      value: background.shape,
      expected,
    });
  }

  protected async explain(input: Tensor, selector: OutputSelector, options: TreeSHAPOptions): Promise<Explanation> {
    const { interactions = false, signal, batchSize = 1, furtherInputs } = options;
    if (furtherInputs !== undefined) throw wrongValue('furtherInputs', furtherInputs, 'nothing: trees have one input');
    if (typeof interactions !== 'boolean') throw wrongValue('interactions', interactions, 'true or false');
    const { ensemble } = this.model;
    const bag = new TensorBag();
    try {
      const output = bag.add(await this.model.rawScores(input));
      const mask = bag.add(tidy(() => maskOf(selector, output).clone()));
      const [samples, targets] = [await rowsOf(input), await rowsOf(mask)];
      const references = await this.references();
      const walk = new Walk(layoutsOf(ensemble));
      const turn = async () => {
        await yieldToEventLoop();
        throwIfAborted(signal);
      };
      const found: Found[] = [];
      let given: Float64Array[] = [];
      await forEachBatch(samples.length, { ...options, batchSize }, async (begin, size) => {
        for (let index = begin; index < begin + size; index++) {
          const isNew = index === 0 || String(targets[index]) !== String(targets[index - 1]);
          if (isNew) given = givenByLeaves(ensemble, targets[index], references.length);
          const task = { ensemble, walk, sample: samples[index], given, references, interactions };
          found.push(await shapleyValues(task, turn));
        }
      });
      const expected = meanOf(references.map((reference) => expectedScores(ensemble, reference)));
      const scores = await rowsOf(output);
      const expectedValue = targets.map((target) => dot(expected, target));
      const extras = {
        featureValues: found.map(({ values }) => Array.from(values)), // which an explanation that is saved can hold
        expectedValue,
        completenessError: found.map(({ values }, at) =>
          Math.abs(values.reduce((sum, value) => sum + value, expectedValue[at]) - dot(scores[at], targets[at])),
        ),
        unit: units[ensemble.transform],
        transform: ensemble.transform,
        perturbation: this.settings.background ? 'interventional' : 'path-dependent',
      };
      const val = bag.add(tensor2d(joined(found.map(({ values }) => values)), input.shape as [number, number]));
      const pairs = interactions && bag.add(interactionTensor(found, input.shape));
      const explanation = await this.explanation({
        ...{ val, input, output, mask },
        extras: pairs ? { ...extras, interactions: pairs } : extras,
      });
      bag.release(val, output, ...(pairs ? [pairs] : []));
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  private async references(): Promise<(ArrayLike<number> | undefined)[]> {
    const { background } = this.settings;
    return background ? rowsOf(background) : [undefined];
  }
}

function meanOf(rows: readonly Float64Array[]): Float64Array {
  return rows[0].map((_, index) => rows.reduce((sum, row) => sum + row[index], 0) / rows.length);
}

function dot(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value, index) => sum + value * weights[index], 0);
}

function joined(parts: readonly Float64Array[]): Float32Array {
  const all = new Float32Array(parts.length * parts[0].length);
  parts.forEach((part, index) => void all.set(part, index * part.length));
  return all;
}

function interactionTensor(found: readonly Found[], [batch, features]: readonly number[]): Tensor {
  return tensor(joined(found.map(({ interactions }) => interactions as Float64Array)), [batch, features, features]);
}
