import { describeFeatures, type Features } from 'xai-base';
import type { Turn } from '../evaluation/turn';
import type { ModelSource } from '../onnx-file';
import { checkCount } from '../perturbation/check-count';
import { defaultPerturbation } from '../perturbation/default-perturbation';
import { PerturbationAnalyzer, type SampleAttribution, type SampleTask } from '../perturbation-analyzer';
import type { Coalitions } from './coalitions';
import { PairSampler } from './draw-pairs';
import { Game } from './game';
import { checkKernelSHAPSettings, type KernelSHAPSettings } from './kernel-shap-settings';
import { linkFunction } from './link';
import { planCoalitions } from './plan';
import { selectFeatures } from './select-features';
import { ShapleyRegression } from './shapley-regression';

const enumeratedUpTo = 12;
const drawsAtOnce = 1024;
const drawsBetweenChecks = 256;

/**
 * Shapley values: what each feature adds to the output, on average over all orders in which features join. The value of
 * a coalition is the mean output over the background, after which the link is applied. Up to 12 features (or when `samples` covers
 * them) every coalition is evaluated and the values are exact; above, coalition sizes are enumerated from the outside in, and the
 * rest is drawn in complementary pairs. Features that equal the background get 0 and cost nothing.
 *
 * `val` is `[batch, columns]`, `[batch, time, channels]` or `[batch, height, width, 1]`: each place has the value of its feature. `extras`:
 * `featureValues` (a value a feature, in float64; their sum is the output minus `expectedValue`), `expectedValue`, `completenessError` (by how much that sum
 * misses it), `standardErrors` (a number a feature, 0 when exact), `coalitions`
 * (how many were evaluated), `seed`; `link` (and `linkClip`) and the `unit` in which the values add up.
 *
 * Unlike shap, which keeps at most 10 features by default, nothing is dropped unless `selection` says so.
 *
 * @see S. M. Lundberg, S.-I. Lee: A Unified Approach to Interpreting Model Predictions (2017)
 * @see I. Covert, S.-I. Lee: Improving KernelSHAP: Practical Shapley Value Estimation via Linear Regression (2021)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.prod(x, 1, true);
 * const shap = new KernelSHAP(model, { background: tf.tensor2d([[1, 1], [3, 1]]) });
 * const explanation = await analyze(tf.tensor2d([[2, 4]]), shap);
 * explanation.val; // => [[0, 6]]
 * explanation.extras?.expectedValue; // => [2]
 * ```
 */
export class KernelSHAP extends PerturbationAnalyzer {
  readonly name = 'KernelSHAP';
  private readonly link: (value: number) => number;

  /**
   * @throws {ModelError} when `model` is none
   * @throws {ValueError} for settings outside their range
   */
  constructor(
    model: ModelSource,
    private readonly settings: KernelSHAPSettings = {},
  ) {
    super(model, settings);
    checkKernelSHAPSettings(settings);
    this.link = linkFunction(settings.link ?? 'identity', settings.linkClip);
  }

  override get unit(): string {
    return this.settings.link === 'logit' ? 'log odds' : 'output';
  }

  protected override get traits(): Readonly<Record<string, unknown>> {
    const { link = 'identity', linkClip } = this.settings;
    return { link, ...(linkClip === undefined ? {} : { linkClip }) };
  }

  protected async attribute(task: SampleTask): Promise<SampleAttribution[]> {
    const { sample, evaluator } = task;
    const perturbation = this.settings.perturbation ?? defaultPerturbation(sample, this.settings, 'channelMean');
    const features = await perturbation.features(sample, task.signal);
    const varying = Array.from({ length: features.count }, (_, feature) => feature).filter(
      (feature) => features.varies?.(feature) ?? true,
    );
    checkCount('KernelSHAP', varying.length, sample);
    const { budget, upTo } = this.budgetFor(varying.length);
    evaluator.begin((upTo + 1) * features.referenceWeights.length);
    const game = new Game(task, features, varying, this.link);
    await game.evaluateEmpty();
    if (varying.length < 2) {
      return game.totals.map((total, target) =>
        this.result(features, game, target, { solution: Float64Array.from(varying, () => total) }),
      );
    }
    return this.sampled(task, features, game, budget);
  }

  private async sampled(
    task: SampleTask,
    features: Features,
    game: Game,
    budget: number,
  ): Promise<SampleAttribution[]> {
    const { targetError } = this.settings;
    const { turn } = task.evaluator;
    const plan = await planCoalitions(game.varying.length, budget, turn);
    const { coalitions } = plan;
    const sampler = new PairSampler(plan, task.random);
    for (;;) {
      const before = coalitions.size;
      if (targetError === undefined) await drawAll(sampler, turn);
      else sampler.draw(drawsBetweenChecks);
      await game.evaluate(coalitions); // the enumerated ones with the first draws: compiled models are fastest in equal batches
      const isLast = targetError === undefined || coalitions.size === before || sampler.left === 0;
      const solved = await this.solved(game, coalitions, turn);
      const isGood =
        targetError !== undefined && solved.every(({ errors }) => errors.every((one) => one <= targetError));
      if (!isLast && !isGood) continue;
      return solved.map((found, target) => this.result(features, game, target, found, coalitions.size));
    }
  }

  /** The values of each target, and how far they may be off. */
  private async solved(game: Game, coalitions: Coalitions, turn: Turn) {
    const { selection = false } = this.settings;
    const weights = coalitions.weights();
    const found: { solution: Float64Array; errors: Float64Array }[] = [];
    let regression: ShapleyRegression | undefined;
    for (const [target, total] of game.totals.entries()) {
      const values = game.valuesOf(target);
      if (!regression || selection !== false) {
        const kept = await selectFeatures(selection, coalitions, weights, values, total, turn);
        regression = await ShapleyRegression.of(coalitions, kept, weights, turn);
      }
      const solution = await regression.solve(values, total);
      found.push({ solution, errors: await regression.standardErrors(values, total, solution) });
    }
    return found;
  }

  private budgetFor(varying: number): { budget: number; upTo: number } {
    const { samples = 'auto' } = this.settings;
    const all = 2 ** varying - 2;
    const wanted = samples === 'auto' ? 2 * varying + 2048 : samples;
    const budget = varying <= enumeratedUpTo ? all : Math.max(wanted, 2);
    return { budget, upTo: varying < 2 ? 0 : Math.min(budget, all) };
  }

  private result(
    features: Features,
    game: Game,
    target: number,
    { solution, errors = new Float64Array(solution.length) }: { solution: Float64Array; errors?: Float64Array },
    coalitions = 0,
  ): SampleAttribution {
    const featureValues = game.forAll(solution);
    return {
      val: { shape: features.shape, values: features.spread(featureValues) },
      measures: {
        featureValues,
        expectedValue: game.emptyValues[target],
        completenessError: Math.abs(featureValues.reduce((sum, value) => sum + value, 0) - game.totals[target]),
        standardErrors: game.forAll(errors),
        coalitions,
        ...describeFeatures(features),
      },
    };
  }
}

/** Draws until the plan is full, or draws only repeat what is there. */
async function drawAll(sampler: PairSampler, turn: Turn): Promise<void> {
  for (let left = Number.POSITIVE_INFINITY; sampler.left < left; ) {
    left = sampler.left;
    await turn();
    sampler.draw(drawsAtOnce);
  }
}
