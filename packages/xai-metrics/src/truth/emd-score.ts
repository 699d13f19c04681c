import { checkKeys, checkPositiveInteger } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { earthMoversDistance } from '../numbers/earth-movers-distance';
import { checkSetting } from '../task/check-settings';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { patchesOf } from '../task/patches-of';
import { positionsOf } from '../task/positions-of';
import { readLocated } from '../task/read-masks';
import type { Samples } from '../task/samples';

/** The settings of {@link EMDScore}. */
export interface EMDScoreSettings {
  /** What the distance is divided by: the largest there is between two positions (`paper`, the default), or `sqrt(2 h w)`, as the benchmark's code has it (`code`). */
  normalization?: 'paper' | 'code';
  /**
   * The side of the squares whose mass counts at their middle, for large images; 1 by default, where the distance is exact. With larger ones it is off by at most
   * `(cell - 1) sqrt(2)` positions, and mostly by much less, as what is moved too far and not far enough is nearly the same.
   */
  cell?: number;
}

/** What {@link EMDScore} says of a batch. */
export interface EMDScoreMeasurement extends Measurement {
  /** The earth mover's distance itself, in positions. */
  readonly distances: Float64Array;
}

/**
 * How near the magnitudes are to the mask: 1 less the earth mover's distance between the two, each scaled to a sum of 1, over the largest there could be. A
 * move costs how far apart two positions are. NaN for an empty mask, and where all attributions are 0.
 *
 * @see B. Clark, R. Wilming, S. Haufe: XAI-TRIS: Non-linear Image Benchmarks to Quantify False Positive Post-hoc Attribution of Feature Importance (2024)
 *
 * @example
 * ```ts
 * const input = tf.tensor([1, 0, 0, 0, 0], [1, 5, 1]); // a series
 * const task = { input, attribution: input, masks: tf.tensor([0, 1, 0, 0, 0], [1, 5, 1]) };
 * (await new EMDScore().evaluate(task)).scores; // => [0.75]
 * ```
 */
export class EMDScore extends Metric<EMDScoreMeasurement> {
  readonly name: string = 'EMDScore';
  readonly category = 'truth';
  readonly better = 'high';
  private readonly normalization: 'paper' | 'code';
  private readonly cell: number;

  /** @throws {ValueError} for a setting that does not exist, or a normalization or a cell that is none */
  constructor(settings: EMDScoreSettings = {}) {
    super();
    checkKeys(settings, ['normalization', 'cell'], 'EMDScore');
    this.normalization = settings.normalization ?? 'paper';
    const isOne = this.normalization === 'paper' || this.normalization === 'code';
    checkSetting('normalization', this.normalization, isOne, "'paper' or 'code'");
    this.cell = settings.cell ?? 1;
    checkPositiveInteger('cell', this.cell);
  }

  protected async measure(task: MetricTask, samples: Samples, { shared }: MetricOptions): Promise<EMDScoreMeasurement> {
    const compute = () => distancesOf(task, samples, this.cell);
    const distances = await (shared?.once(`distances/${this.cell}`, compute) ?? compute());
    const axes = positionsOf(samples);
    const positions = axes.reduce((product, length) => product * length, 1);
    const squares = axes.reduce((sum, length) => sum + (length - 1) ** 2, 0);
    const largest = Math.sqrt(this.normalization === 'paper' ? squares : 2 * positions);
    return { scores: distances.map((distance) => 1 - distance / largest), distances };
  }
}

/** The earth mover's distances, whatever they are divided by. */
async function distancesOf(task: MetricTask, samples: Samples, cell: number): Promise<Float64Array> {
  const located = await readLocated(task, samples);
  const cells = patchesOf(samples, cell);
  const grid = positionsOf(samples).map((length) => Math.ceil(length / cell));
  const cost = (from: number, to: number) => cell * distanceBetween(from, to, grid);
  return Float64Array.from({ length: samples.batch }, (_, sample) => {
    const { attribution, mask } = located(sample);
    return earthMoversDistance(pooled(mask, cells), pooled(attribution, cells), cost);
  });
}

/** The magnitudes of each cell; where there are more values than positions, of all channels of these. */
function pooled(values: ArrayLike<number>, cells: Uint32Array): Float64Array {
  const channels = values.length / cells.length;
  const sums = new Float64Array(cells[cells.length - 1] + 1);
  for (let k = 0; k < values.length; k++) sums[cells[Math.floor(k / channels)]] += Math.abs(values[k]);
  return sums;
}

function distanceBetween(from: number, to: number, axes: readonly number[]): number {
  let [a, b, square] = [from, to, 0];
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    square += ((a % axes[axis]) - (b % axes[axis])) ** 2;
    [a, b] = [Math.floor(a / axes[axis]), Math.floor(b / axes[axis])];
  }
  return Math.sqrt(square);
}
