import { clone, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { RecordedValue, Recording } from 'tfjs-gradients';
import type { Attribution, ModelView } from 'xai-base';
import { inNamedOrder, reachedValue } from '../graph/named-value';
import type { GatePolicy } from '../graph/ruled-operator';
import { ruledRecording } from '../graph/ruled-recording';
import { outputStart, runFlow } from '../graph/run-flow';
import { printOperations } from './print-operations';
import { RecordedProgram } from './recorded-program';

/** How relevance is passed through the operators of a model. */
export interface OperatorOptions {
  /** What passes an operator that no rule knows: `'refuse'`, the default, is an error that lists them; `'gradient'` takes the derivative. */
  readonly unknown?: 'refuse' | 'gradient';
  /** Explains the logits of a model that ends in softmax, or its logarithm. */
  readonly logits?: boolean;
  /** Leaves out the check for a softmax at the end of the model. */
  readonly skipChecks?: boolean;
}

/** Passes relevance back through a model's operators, and tells of chosen inner values. */
export class OperatorRelevance extends RecordedProgram {
  protected override readonly measures: readonly string[];
  /** The model's operators with their verdicts, once it has run. */
  printed?: string;

  /** @param at the names of the inner values */
  constructor(
    readonly name: string,
    model: ModelView,
    private readonly gates: GatePolicy,
    private readonly options: OperatorOptions,
    private readonly at: readonly string[],
  ) {
    super(model, name, options.logits);
    this.measures = at;
  }

  override get unit(): string {
    return 'output';
  }

  protected explainRecording(recording: Recording, select: (output: Tensor) => Tensor): Attribution {
    const { at, gates } = this;
    const model = ruledRecording(recording, undefined, { ...this.options, gates, asTheyAre: true });
    this.printed ??= printOperations(model.nodes);
    const output = clone(recording.output.tensor);
    const mask = select(output);
    const values = at.map((name) => reachedValue(model, name));
    const measures: Record<string, Tensor> = {};
    const watch = (value: RecordedValue, relevance: Tensor) => {
      values.forEach((one, index) => {
        if (one === value) measures[at[index]] = inNamedOrder(value, at[index], clone(relevance));
      });
      relevance.dispose();
    };
    const val = runFlow(model, { ...outputStart(model, mask, false), watched: new Set(values), watch });
    return { val, output, mask, measures };
  }

  protected override async readMeasures(measures: readonly Tensor[]): Promise<Record<string, unknown> | undefined> {
    if (measures.length === 0) return undefined;
    const named = measures.map((measure, index) => [this.at[index], measure] as const);
    const sums = named.map(async ([name, relevance]) => [name, await sumsOf(relevance)] as const);
    return {
      conservation: Object.fromEntries(await Promise.all(sums)),
      layerwiseRelevances: Object.fromEntries(named.map(([name, relevance]) => [name, clone(relevance)])),
    };
  }
}

/** The sum of each sample. */
async function sumsOf(relevance: Tensor): Promise<number[]> {
  const sums = sum(
    relevance,
    relevance.shape.slice(1).map((_, axis) => axis + 1),
  );
  try {
    return Array.from(await sums.data());
  } finally {
    sums.dispose();
  }
}
