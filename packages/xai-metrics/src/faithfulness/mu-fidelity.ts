import type { Tensor } from '@tensorflow/tfjs-core';
import { type Background, checkInput, checkKeys, checkPositiveInteger, ShapeError, sizeOf } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { sampleStream } from '../numbers/sample-stream';
import { spearman } from '../numbers/spearman';
import { checkBaseline, readBaseline } from '../task/baseline';
import { checkSetting } from '../task/check-settings';
import { ExplainedOutputs } from '../task/explained-outputs';
import { lastOnly } from '../task/last-only';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { overChannels, readAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';

/** The settings of {@link MuFidelity}. */
export interface MuFidelitySettings {
  /** What stands in the place of hidden positions; 0 by default. */
  baseline?: Background;
  /** How many cells the grid has along each axis, at most as many as there are positions; 9 by default. */
  grid?: number;
  /** How many times cells are hidden; 100 by default. */
  draws?: number;
  /** The chance of a cell to be hidden; 0.5 by default. */
  hidden?: number;
}

/** Which cells stay, draw by draw. */
interface Coalitions {
  readonly draws: number;
  /** How many cells there are along each axis of the positions. */
  readonly cells: readonly number[];
  keeps(sample: number, draw: number, cell: number): boolean;
}

/**
 * Hides random cells of a grid over the positions and correlates (Spearman) the summed attributions of what is hidden with the falls of the explained
 * output. `coalitions` in the task are taken in the place of drawn ones.
 *
 * @see U. Bhatt, A. Weller, J. Moura: Evaluating and Aggregating Feature-based Model Explanations (2020)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const input = tf.tensor2d([[3, 1, 2, 7]]);
 * const { scores } = await new MuFidelity().evaluate({ model, input, attribution: input, target: 0 });
 * scores[0]; // => 1
 * ```
 */
export class MuFidelity extends Metric {
  readonly name: string = 'MuFidelity';
  readonly category = 'faithfulness';
  readonly better = 'high';

  /** @throws {ValueError} for a setting that does not exist, or a baseline, count or share that is none */
  constructor(private readonly settings: MuFidelitySettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'grid', 'draws', 'hidden'], 'MuFidelity');
    const { baseline = 0, grid = 9, draws = 100, hidden = 0.5 } = settings;
    checkBaseline(baseline);
    checkPositiveInteger('grid', grid);
    checkPositiveInteger('draws', draws);
    checkSetting('hidden', hidden, hidden > 0 && hidden < 1, 'a share between 0 and 1');
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Measurement> {
    const attributions = await readAttribution(task, samples);
    const absent = await readBaseline(this.settings.baseline ?? 0, samples);
    const coalitions = task.coalitions
      ? await readCoalitions(task.coalitions, samples)
      : this.drawn(positionsOf(samples), options);
    const cellOf = cellsOf(positionsOf(samples), coalitions.cells);
    const positions = lastOnly((sample) => overChannels(attributions.row(sample), attributions.channels));
    const sums = Array.from({ length: samples.batch }, () => new Float64Array(coalitions.draws));
    const outputs = await ExplainedOutputs.of(task, samples, options);
    const outcomes = await outputs.ofVariants(coalitions.draws, (sample, draw, into) => {
      const values = absent(sample);
      cellOf.forEach((cell, position) => {
        if (coalitions.keeps(sample, draw, cell)) return;
        sums[sample][draw] += positions(sample)[position];
        for (let k = position * samples.channels; k < (position + 1) * samples.channels; k++) into[k] = values[k];
      });
    });
    const scores = Float64Array.from(outcomes, (of, sample) =>
      spearman(
        sums[sample],
        of.map((value) => outputs.clean[sample] - value),
      ),
    );
    return { scores };
  }

  private drawn(axes: readonly number[], { seed = 0, firstSample = 0 }: MetricOptions): Coalitions {
    const { grid = 9, draws = 100, hidden = 0.5 } = this.settings;
    const cells = axes.map((length) => Math.min(grid, length));
    const count = sizeOf(cells);
    const kept = lastOnly((sample) => {
      const stream = sampleStream(seed, this.name, firstSample + sample);
      return Uint8Array.from({ length: draws * count }, () => (stream.uniform() < hidden ? 0 : 1));
    });
    return { draws, cells, keeps: (sample, draw, cell) => kept(sample)[draw * count + cell] === 1 };
  }
}

function positionsOf({ shape }: Samples): readonly number[] {
  return shape.length > 1 ? shape.slice(0, -1) : shape;
}

async function readCoalitions(coalitions: Tensor, samples: Samples): Promise<Coalitions> {
  await checkInput(coalitions, 'coalitions');
  const [draws, ...cells] = coalitions.shape;
  const axes = positionsOf(samples);
  if (cells.length !== axes.length || cells.some((length, axis) => length > axes[axis])) {
    const expected = `[draws, ${axes.map((length) => `at most ${length}`).join(', ')}]`;
    const message = `coalitions has shape [${coalitions.shape}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'coalitions', value: coalitions.shape, expected });
  }
  const values = await coalitions.data();
  const count = values.length / draws;
  return { draws, cells, keeps: (_, draw, cell) => values[draw * count + cell] !== 0 };
}

/** The cell that each position is in, by a grid that is laid over all of them. */
function cellsOf(axes: readonly number[], cells: readonly number[]): Uint32Array {
  const size = sizeOf(axes);
  return Uint32Array.from({ length: size }, (_, position) => {
    let [rest, cell, scale] = [position, 0, 1];
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      cell += Math.floor(((rest % axes[axis]) * cells[axis]) / axes[axis]) * scale;
      rest = Math.floor(rest / axes[axis]);
      scale *= cells[axis];
    }
    return cell;
  });
}
