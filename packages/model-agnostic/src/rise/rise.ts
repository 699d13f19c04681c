import { describeFeatures, type Features, type ValueError, wrongValue } from 'xai-base';
import type { ModelSource } from '../onnx-file';
import { PerturbationAnalyzer, type SampleAttribution, type SampleTask } from '../perturbation-analyzer';
import { elementsOf, masksFor } from './default-masks';
import { evaluateMasks, programOf } from './evaluate-masks';
import type { MaskSums } from './mask-sums';
import { countMasks } from './masks/count-masks';
import type { MaskDrawer } from './masks/mask-source';
import { checkRISESettings, type RISESettings } from './rise-settings';
import { RunningGrids } from './running-grids';
import { RunningSaliency } from './running-saliency';
import { candidates, tuneKeepProbability } from './tune-keep-probability';

const masksBetweenChecks = 128;

/**
 * How much each part matters: random masks hide parts of the sample, and each part gets the mean of the outputs under masks that
 * keep it, `sum(mask * output) / (masks * keepProbability)`. Masks are drawn when they are needed: memory does not
 * grow with their number.
 *
 * `val` is `[batch, height, width, 1]` for images, else of the input's shape. `extras`: `keepProbability` and `masks` (how many
 * were drawn) of each sample, `seed`, and `standardErrors` if asked for. Drawn like class activation maps, from the least to the largest, as a
 * saliency of 0 says nothing.
 *
 * @see V. Petsiuk, A. Das, K. Saenko: RISE: Randomized Input Sampling for Explanation of Black-box Models (2018)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.expandDims(tf.mean(tf.slice(x, [0, 0, 0, 0], [-1, 4, 4, 1]), [1, 2, 3]), 1);
 * const rise = new RISE(model, { masks: 200, keepProbability: 0.5, featureResolution: 2, seed: 1 });
 * const { val } = await analyze(tf.ones([1, 8, 8, 1]), rise);
 * const [first, last] = [val.dataSync()[0], val.dataSync()[63]];
 * first > last; // => true
 * ```
 */
export class RISE extends PerturbationAnalyzer {
  readonly name = 'RISE';
  override readonly heatmap = 'cam'; // means of outputs, whose zero says nothing

  /**
   * @throws {ModelError} when `model` is none
   * @throws {ValueError} for settings outside their range
   */
  constructor(
    model: ModelSource,
    private readonly settings: RISESettings = {},
  ) {
    super(model, settings);
    checkRISESettings(settings);
  }

  protected async attribute(task: SampleTask): Promise<SampleAttribution[]> {
    const { sample, evaluator, random } = task;
    const { masks = 1000, featureResolution = 8, background, maskKind, targetError, perturbation } = this.settings;
    const { masksPerCandidate = 100 } = this.settings;
    const features = await (perturbation ?? elementsOf(sample, background)).features(sample, task.signal);
    const fitting = perturbation ? countMasks() : masksFor(sample, featureResolution, maskKind);
    const source = this.settings.maskSource ?? fitting;
    const isTuned = this.settings.keepProbability === undefined;
    const rows = masks + (isTuned ? candidates.length * masksPerCandidate : 0);
    evaluator.begin(rows * features.referenceWeights.length);
    const masked = { evaluator, sample, features };
    const withErrors = this.settings.standardErrors === true || targetError !== undefined;
    const drawing = (draw: MaskDrawer) => ({ draw, program: withErrors ? undefined : programOf(draw, masked) });
    const keepProbability =
      this.settings.keepProbability ??
      (await tuneKeepProbability(masked, masksPerCandidate, (candidate) =>
        drawing(source({ features, keepProbability: candidate, masks: masksPerCandidate, random })),
      ));
    const { draw, program } = drawing(source({ features, keepProbability, masks, random }));
    const running = task.targets.map(() =>
      program ? new RunningGrids(program) : new RunningSaliency(features.count, withErrors),
    );
    let drawn = 0;
    while (drawn < masks) {
      const count = Math.min(masks - drawn, targetError === undefined ? masks : masksBetweenChecks);
      const first = drawn;
      const next: MaskDrawer = (index, mask) => draw(first + index, mask);
      await evaluateMasks(masked, { count, draw: next, program }, (outputs, mask) => {
        for (let at = 0; at < running.length; at++) running[at].add(mask, weightedSum(outputs, task.targets[at]));
      });
      drawn += count;
      const isGood = (one: MaskSums) =>
        one.standardErrors?.(keepProbability).every((error) => error <= Number(targetError));
      if (targetError !== undefined && running.every(isGood)) break;
    }
    if (running[0].keptNothing) throw keptNothing(keepProbability, drawn);
    return running.map((one) => this.result(features, one, keepProbability, drawn));
  }

  private result(features: Features, running: MaskSums, keepProbability: number, masks: number): SampleAttribution {
    const hostValues = (values: readonly number[]) => ({ shape: features.shape, values: features.spread(values) });
    return {
      val: hostValues(running.saliency(keepProbability)),
      measures: {
        keepProbability,
        masks,
        ...(this.settings.standardErrors && running.standardErrors
          ? { standardErrors: hostValues(running.standardErrors(keepProbability)) }
          : {}),
        ...(this.settings.perturbation ? describeFeatures(features) : {}),
      },
    };
  }
}

function keptNothing(keepProbability: number, masks: number): ValueError {
  return wrongValue(
    'keepProbability',
    keepProbability,
    `one under which some of the ${masks} masks keep something: a larger one, or more masks`,
  );
}

function weightedSum(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) if (weights[index] !== 0) sum += weights[index] * values[index];
  return sum;
}
