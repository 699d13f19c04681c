import type { Tensor } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  Analyzer,
  checkKeys,
  type Explanation,
  type Model,
  type ModelView,
  type OutputSelector,
  toModelView,
} from 'xai-base';
import type { GatePolicy } from '../graph/ruled-operator';
import { type OperatorOptions, OperatorRelevance } from './operator-relevance';

/** Options of one analysis through a model's operators. */
export interface OperatorAnalyzeOptions extends AnalyzeOptions {
  /**
   * Names of inner values, as the model has them: their relevances are in `extras.layerwiseRelevances`, tensors by name, and the sums of these,
   * one a sample, in `extras.conservation`.
   */
  layerwiseRelevances?: readonly string[];
}

/** The base of the methods that pass relevance back through the operators of any model that is made of TensorFlow.js ops. */
export abstract class GraphAnalyzer extends Analyzer<OperatorAnalyzeOptions> {
  private readonly model: ModelView;
  private readonly passes = new Map<string, OperatorRelevance>(); // one for each list of names, so that its program stays the same

  /**
   * @param model any model that has gradients
   * @param gates what passes products of two live values and softmax
   * @throws {ModelError} when `model` is none
   */
  constructor(
    model: Model,
    private readonly gates: GatePolicy,
    private readonly options: OperatorOptions = {},
  ) {
    super();
    checkKeys(options, ['unknown', 'logits', 'skipChecks'], new.target.name);
    this.model = toModelView(model);
  }

  override get unit(): string {
    return 'output';
  }

  override get readsIndices(): string | undefined {
    return this.model.readsIndices;
  }

  override get moreOptions(): readonly string[] {
    return ['layerwiseRelevances'];
  }

  override predict(input: Tensor, { executor, furtherInputs }: OperatorAnalyzeOptions = {}): Promise<Tensor> {
    return this.telling([]).predict(input, { executor, furtherInputs });
  }

  protected explain(
    input: Tensor,
    selector: OutputSelector,
    { layerwiseRelevances = [], ...options }: OperatorAnalyzeOptions,
  ): Promise<Explanation> {
    return this.telling(layerwiseRelevances).analyze(input, selector, options);
  }

  private telling(names: readonly string[]): OperatorRelevance {
    const key = JSON.stringify(names);
    const known = this.passes.get(key) ?? new OperatorRelevance(this.name, this.model, this.gates, this.options, names);
    this.passes.set(key, known);
    return known;
  }

  /** The operators with their verdicts, one a line, blocks that repeat one another once; known after the first analysis. */
  override toString(): string {
    const printed = [...this.passes.values()].find((pass) => pass.printed)?.printed;
    return printed ? `${this.name}(\n${printed}\n)` : `${this.name}(operators are known after the first analysis)`;
  }
}
