import {
  argMax,
  cast,
  matMul,
  mul,
  oneHot,
  slice,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { checkKeys, checkPositiveInteger, type RandomStream } from 'xai-base';
import { sampleStream } from '../numbers/sample-stream';
import { checkAboveZero, checkSetting } from '../task/check-settings';
import { type KnownSample, KnownTruth } from './known-truth';

/** The settings of {@link GaussianTable}. */
export interface GaussianTableSettings {
  /** How many columns; 20 by default. */
  columns?: number;
  /** How many clusters, at most as many as there are columns; 10 by default. */
  clusters?: number;
  /** How far the centre of each is from 0, along an axis of its own; 5 by default. */
  distance?: number;
  /** With which chance a column counts in a cluster; 0.5 by default. */
  sparsity?: number;
  seed?: number;
}

/** How many rows tell where half of the scores lie. */
const measured = 1000;

/**
 * Tables with known weights: rows of normal numbers around the centres of clusters. A column has one weight, uniform from -1 to 1, in all clusters where it
 * counts, and 0 in the others; the class is whether the weighted sum is above the median. `truth` has the weights, `mask` the columns that
 * count. `model` is the rule itself, as a model: what explains it right finds the weights.
 *
 * @see C. Agarwal et al.: OpenXAI: Towards a Transparent Evaluation of Model Explanations (2022)
 *
 * @example
 * ```ts
 * const table = new GaussianTable({ columns: 4, clusters: 2, seed: 1 });
 * const { input, masks, truth, target } = table.batch(2);
 * tf.sum(tf.mul(truth!, tf.sub(1, masks))); // => 0
 * const predicted = await tf.argMax(table.model(input), 1).data();
 * predicted.every((label, row) => label === target[row]); // => true
 * ```
 */
export class GaussianTable extends KnownTruth {
  readonly name: string;
  readonly shape: readonly number[];
  readonly maskShape: readonly number[];
  readonly classes = 2;
  readonly dtype = 'float32';
  private readonly weights: readonly Float64Array[];
  private readonly distance: number;
  private readonly threshold: number;

  /** @throws {ValueError} for a setting that does not exist, or is none */
  constructor(settings: GaussianTableSettings = {}) {
    checkKeys(settings, ['columns', 'clusters', 'distance', 'sparsity', 'seed'], 'GaussianTable');
    const { columns = 20, clusters = 10, distance = 5, sparsity = 0.5, seed } = settings;
    super(seed);
    checkPositiveInteger('columns', columns);
    checkPositiveInteger('clusters', clusters);
    checkSetting('clusters', clusters, clusters <= columns, `at most ${columns}, as many as there are columns`);
    checkAboveZero('distance', distance);
    checkSetting('sparsity', sparsity, sparsity > 0 && sparsity <= 1, 'a share above 0, up to 1');
    this.name = `GaussianTable/${columns}/${clusters}/${distance}/${sparsity}`;
    [this.shape, this.maskShape, this.distance] = [[columns], [columns], distance];
    const stream = sampleStream(this.seed, `${this.name}/weights`, 0);
    const own = Float64Array.from({ length: columns }, () => 2 * stream.uniform() - 1);
    this.weights = Array.from({ length: clusters }, () => withSome(own, sparsity, stream));
    const scores = Array.from({ length: measured }, (_, number) => {
      const drawn = sampleStream(this.seed, `${this.name}/threshold`, number);
      const cluster = number % clusters;
      return dot(this.row(drawn, cluster), this.weights[cluster]);
    }).sort((a, b) => a - b);
    this.threshold = (scores[measured / 2 - 1] + scores[measured / 2]) / 2;
  }

  /**
   * The rule that the classes follow: the logits `[batch, 2]` of a row are its weighted sum less the median, negative for class 0.
   * A row belongs to the cluster whose centre is the nearest.
   */
  readonly model = (rows: Tensor): Tensor2D =>
    tidy(() => {
      const weights = tensor2d(this.weights.map((row) => Array.from(row)));
      const [clusters] = weights.shape;
      const cluster = oneHot(argMax(slice(rows as Tensor2D, [0, 0], [-1, clusters]), 1), clusters) as Tensor2D;
      const score = sub(sum(mul(rows, matMul(cast(cluster, 'float32'), weights)), 1, true), this.threshold);
      return matMul(score as Tensor2D, tensor2d([[-1, 1]]));
    });

  protected draw(stream: RandomStream, label: number): KnownSample {
    for (;;) {
      const cluster = Math.floor(stream.uniform() * this.weights.length);
      const values = Float32Array.from(this.row(stream, cluster));
      const weights = this.weights[this.nearest(values)]; // as far from its own centre, a row is another's
      if (Number(dot(values, weights) > this.threshold) !== label) continue;
      return { values, label, mask: weights.map((weight) => Number(weight !== 0)), truth: weights };
    }
  }

  private row(stream: RandomStream, cluster: number): Float64Array {
    const [columns] = this.shape;
    return Float64Array.from(
      { length: columns },
      (_, column) => stream.normal() + (column === cluster ? this.distance : 0),
    );
  }

  private nearest(values: ArrayLike<number>): number {
    let nearest = 0;
    for (let cluster = 1; cluster < this.weights.length; cluster++)
      if (values[cluster] > values[nearest]) nearest = cluster;
    return nearest;
  }
}

/** The weights of some columns, of one at least; 0 elsewhere. */
function withSome(weights: Float64Array, sparsity: number, stream: RandomStream): Float64Array {
  for (;;) {
    const some = weights.map((weight) => (stream.uniform() < sparsity ? weight : 0));
    if (some.some((weight) => weight !== 0)) return some;
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let result = 0;
  for (let k = 0; k < a.length; k++) result += a[k] * b[k];
  return result;
}
