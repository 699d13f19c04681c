import type { ScoreTransform, TreeEnsemble } from 'xai-base';
import type { OperatorNode } from '../operators/operator-node';
import { Unsupported } from '../operators/unsupported';
import { own } from '../operators/values/own';
import { describeName } from '../session/value-info';
import { checkLengths, damaged, floatsOf } from './read-list';
import { transforms } from './transforms';

/** What the leaves give, and what becomes of it. */
export interface Scores {
  /** What a leaf adds to each output. */
  valuesAt(tree: number, node: number): readonly number[];
  readonly ends: Pick<TreeEnsemble, 'outputs' | 'baseValues' | 'transform'>;
}

/**
 * The scores of an ensemble, by its outputs: those of classes, or of targets.
 *
 * @throws {Unsupported} for a transform that is not known, or that onnxruntime computes otherwise than the standard says
 * @throws {OnnxFileError} when its lists do not hold together
 */
export function readScores(node: OperatorNode): Scores {
  const isClassifier = node.op === 'TreeEnsembleClassifier';
  const prefix = isClassifier ? 'class' : 'target';
  const trees = node.ints(`${prefix}_treeids`) ?? [];
  const nodes = node.ints(`${prefix}_nodeids`) ?? [];
  const ids = node.ints(`${prefix}_ids`) ?? [];
  const weights = floatsOf(node, `${prefix}_weights`);
  const name = `${prefix}_weights`;
  checkLengths({ [name]: weights, [`${prefix}_treeids`]: trees, [`${prefix}_nodeids`]: nodes, [`${prefix}_ids`]: ids });
  const outputs = isClassifier ? classesOf(node) : node.int('n_targets', 1);
  const outside = ids.find((id) => !(id >= 0 && id < outputs));
  if (outside !== undefined) throw damaged(`${prefix}_ids has ${outside}, of ${outputs} outputs`);
  const entries = new Map<string, number[]>();
  weights.forEach((weight, index) => {
    const key = `${trees[index]} ${nodes[index]}`;
    const values = entries.get(key) ?? new Array<number>(outputs).fill(0);
    values[ids[index]] += weight;
    entries.set(key, values);
  });
  const valuesAt = (tree: number, leaf: number) => entries.get(`${tree} ${leaf}`) ?? new Array<number>(outputs).fill(0);
  const isExtreme = ['MIN', 'MAX'].includes(node.string('aggregate_function', 'SUM'));
  if (isExtreme && weights.length !== entries.size * outputs)
    throw ambiguous('with the extremes of leaves that lack a target');
  const transform = transformOf(node);
  const base = floatsOf(node, 'base_values');
  if (isClassifier && outputs === 2 && new Set(ids).size === 1) {
    if (base.length > 1 - ids[0]) throw ambiguous(`with ${base.length} base_values and the scores of one class`);
    if (ids[0] === 0) return oneOfTwo(valuesAt, base[0] ?? 0, transform, weights);
  }
  if (outputs === 1 && transform !== 'none') throw ambiguous('with a post_transform of one target');
  if (base.length > 0 && base.length !== outputs)
    throw damaged(`base_values has ${base.length} entries for ${outputs} outputs`);
  const baseValues = base.length > 0 ? base : new Array<number>(outputs).fill(0);
  return { valuesAt, ends: { outputs, baseValues, transform } };
}

/** The error for what the standard leaves open, or says otherwise than onnxruntime does. */
export const ambiguous = (what: string): Unsupported =>
  new Unsupported(`${what}, which the standard and onnxruntime do not compute alike`);

/** Two classes by one score, which the file has under the first and which is that of the second: as onnxruntime reads it. */
function oneOfTwo(
  valuesAt: Scores['valuesAt'],
  base: number,
  transform: ScoreTransform,
  weights: readonly number[],
): Scores {
  const isLogistic = transform === 'logistic';
  const isShare = !isLogistic && weights.every((weight) => weight >= 0);
  return {
    valuesAt: (tree, leaf) => {
      const [score] = valuesAt(tree, leaf);
      return [-score, score];
    },
    ends: {
      outputs: 2,
      baseValues: [(isShare ? 1 : 0) - base, base],
      transform: isLogistic ? 'logistic' : 'none',
    },
  };
}

function classesOf(node: OperatorNode): number {
  const labels = node.ints('classlabels_int64s') ?? node.attribute('classlabels_strings', 'strings') ?? [];
  if (labels.length < 2) throw damaged(`the classifier has ${labels.length} labels`);
  return labels.length;
}

function transformOf(node: OperatorNode): ScoreTransform {
  const name = node.string('post_transform', 'NONE');
  const transform = own(transforms, name);
  if (!transform) throw new Unsupported(`with post_transform ${describeName(name)}`);
  return transform;
}
