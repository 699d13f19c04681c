import type { Features, Row, Sample } from 'xai-base';
import type { Evaluator, Rows } from './evaluator';
import { mixCoalitions } from './mix-coalitions';

/** Coalitions of features to be made one after the other. */
export interface CoalitionSource {
  readonly count: number;
  /** Writes one number a feature: 1 keeps it, 0 hides it, what is between mixes. */
  write(index: number, kept: Float32Array): void;
}

/** Is given the mean outputs `[classes]` of each coalition in order, and the coalition; both only valid during the call. */
export type TakeOutputs = (index: number, outputs: Float64Array, kept: Float32Array) => void;

/** What the model says when only the features of a coalition are there: the weighted mean over the references. */
export async function evaluateCoalitions(
  evaluator: Evaluator,
  { sample, features }: { sample: Sample; features: Features },
  coalitions: CoalitionSource,
  take: TakeOutputs,
): Promise<void> {
  const mixing = mixCoalitions(sample, features, evaluator.isCompiled);
  if (mixing) {
    const write = (index: number, row: Row) => coalitions.write(index, row as Float32Array);
    const rows: Rows = { count: coalitions.count, shape: [features.count], dtype: 'float32', write, mixing };
    return evaluator.evaluate(rows, (index, outputs, row) => take(index, outputs, row as Float32Array));
  }
  const written = new WrittenCoalitions(sample, features, coalitions, take);
  return evaluator.evaluate(written, (index, outputs) => written.take(index, outputs));
}

/** Coalitions whose inputs are written on the host, one for each reference. They wait until the outputs for the last one are there. */
class WrittenCoalitions implements Rows {
  readonly count: number;
  readonly shape: readonly number[];
  readonly dtype: Sample['dtype'];
  private readonly waiting: Float32Array[] = [];
  private readonly free: Float32Array[] = [];
  private means = new Float64Array();

  constructor(
    sample: Sample,
    private readonly features: Features,
    private readonly coalitions: CoalitionSource,
    private readonly done: TakeOutputs,
  ) {
    this.count = coalitions.count * features.referenceWeights.length;
    this.shape = sample.shape;
    this.dtype = features.dtype;
  }

  write(index: number, row: Row): void {
    const { features, waiting, free } = this;
    const references = features.referenceWeights.length;
    const reference = index % references;
    if (reference === 0) {
      const kept = free.pop() ?? new Float32Array(features.count);
      this.coalitions.write(index / references, kept);
      waiting.push(kept);
    }
    features.write(waiting[waiting.length - 1], reference, row);
  }

  take(index: number, outputs: Float64Array): void {
    const { referenceWeights } = this.features;
    const references = referenceWeights.length;
    const reference = index % references;
    if (this.means.length !== outputs.length) this.means = new Float64Array(outputs.length);
    const { means } = this;
    if (reference === 0) means.fill(0);
    for (let c = 0; c < outputs.length; c++) means[c] += referenceWeights[reference] * outputs[c];
    if (reference < references - 1) return;
    const kept = this.waiting.shift() as Float32Array;
    this.done((index - reference) / references, means, kept);
    this.free.push(kept);
  }
}
