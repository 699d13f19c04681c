import { clone, stack, type Tensor } from '@tensorflow/tfjs-core';
import type { Attribution, FeatureSelector } from 'xai-base';
import { jointRelevance, relevancesOfFeatures, type ValueCondition } from './conditional-flow';
import { FeatureAxis } from './feature-axis';
import { reachedValue } from './named-value';
import { type OperatorModel, OperatorProgram } from './operator-program';
import type { RuledRecording } from './ruled-recording';
import { outputStart } from './run-flow';

/** A value by its name, and which of its features keep their relevance. */
export interface NamedCondition {
  readonly layer: string | number;
  readonly features: FeatureSelector;
  /** The axis of the features, as the model has the value; that of channels when left out. */
  readonly axis?: number;
}

/** The value and the features that a condition names, in a recorded model. */
export function conditionIn(model: RuledRecording, { layer, features, axis }: NamedCondition): ValueCondition {
  const value = reachedValue(model, layer);
  return { value, features, axis: new FeatureAxis(value, layer, axis) };
}

/** Conditional propagation through operators; its `val` is `[batch, features, ...]` for one condition to be shown feature by feature, else `[batch, ...]`. */
export class OperatorCRP extends OperatorProgram {
  readonly name = 'CRP';
  protected override readonly measures: readonly string[];

  /** @param isJoint whether there is one map under all conditions together */
  constructor(
    given: OperatorModel,
    private readonly conditions: readonly NamedCondition[],
    private readonly isJoint: boolean,
  ) {
    super(given);
    this.measures = isJoint ? [] : ['features'];
  }

  protected trace(model: RuledRecording, select: (output: Tensor) => Tensor): Attribution {
    const output = clone(model.recording.output.tensor);
    const mask = select(output);
    const start = outputStart(model, mask, this.normalizes);
    const conditions = this.conditions.map((one) => conditionIn(model, one));
    if (this.isJoint) return { val: jointRelevance(model, start, conditions), output, mask };
    const { relevances, indices } = relevancesOfFeatures(model, start, conditions[0], model.recording.inputs[0]);
    return { val: stack(relevances, 1), output, mask, measures: { features: indices } };
  }

  protected override async readMeasures(measures: readonly Tensor[]): Promise<Record<string, unknown> | undefined> {
    return measures.length > 0 ? { features: await measures[0].array() } : undefined;
  }
}
