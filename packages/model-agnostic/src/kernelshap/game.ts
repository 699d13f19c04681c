import type { Features } from 'xai-base';
import { evaluateCoalitions } from '../evaluation/evaluate-coalitions';
import type { SampleTask } from '../perturbation-analyzer';
import type { Coalitions } from './coalitions';

/** The values of coalitions of the varying features, in the unit of the link, seen from the empty one. */
export class Game {
  /** The value of the empty coalition, for each target. */
  emptyValues: number[] = [];
  /** v(all) - v(none), for each target. */
  totals: number[] = [];
  private readonly values: number[][];

  constructor(
    private readonly task: SampleTask,
    private readonly features: Features,
    readonly varying: readonly number[],
    private readonly link: (value: number) => number,
  ) {
    this.values = task.targets.map(() => []);
  }

  async evaluateEmpty(): Promise<void> {
    const none = { count: 1, write: (_: number, kept: Float32Array) => void kept.fill(0) };
    await evaluateCoalitions(this.task.evaluator, this.parts, none, (_, outputs) => {
      this.emptyValues = this.values.map((_values, target) => this.valueIn(outputs, target));
    });
    const full = Float64Array.from(this.task.output);
    this.totals = this.emptyValues.map((empty, target) => this.valueIn(full, target) - empty);
  }

  /** Evaluates the coalitions that are new. */
  async evaluate(coalitions: Coalitions): Promise<void> {
    const begin = this.values[0].length;
    const { masks } = coalitions;
    const write = (index: number, kept: Float32Array) => {
      const row = (begin + index) * this.varying.length;
      kept.fill(0);
      for (let at = 0; at < this.varying.length; at++) kept[this.varying[at]] = masks[row + at];
    };
    const left = { count: coalitions.size - begin, write };
    await evaluateCoalitions(this.task.evaluator, this.parts, left, (_, outputs) => {
      for (const [target, values] of this.values.entries()) {
        values.push(this.valueIn(outputs, target) - this.emptyValues[target]);
      }
    });
  }

  valuesOf(target: number): Float64Array {
    return Float64Array.from(this.values[target]);
  }

  /** Values of the varying features, and 0 for the others. */
  forAll(values: ArrayLike<number>): number[] {
    const all = new Array<number>(this.features.count).fill(0);
    for (const [index, feature] of this.varying.entries()) all[feature] = values[index];
    return all;
  }

  private get parts() {
    return { sample: this.task.sample, features: this.features };
  }

  /** What is explained: the weighted sum of the linked outputs. */
  private valueIn(outputs: Float64Array, target: number): number {
    const weights = this.task.targets[target];
    let sum = 0;
    for (let c = 0; c < weights.length; c++) if (weights[c] !== 0) sum += weights[c] * this.link(outputs[c]);
    return sum;
  }
}
