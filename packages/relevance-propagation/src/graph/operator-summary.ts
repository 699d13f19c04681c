import { argMax, clone, max, reshape, stack, sum, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import type { Attribution } from 'xai-base';
import type { LayerQuantity } from '../concepts/layer-summary';
import { flowTo, relevancesOfFeatures } from './conditional-flow';
import { FeatureAxis } from './feature-axis';
import { reachedValue } from './named-value';
import { conditionIn, type NamedCondition } from './operator-crp';
import { type OperatorModel, OperatorProgram } from './operator-program';
import type { RuledRecording } from './ruled-recording';
import { outputStart } from './run-flow';

/**
 * A number for each feature of a value: the sum of its relevance, or its largest activation. `val` is `[batch, features]`, `extras.places` says where
 * each feature is largest: an index into the flattened axes between.
 */
export class OperatorSummary extends OperatorProgram {
  readonly name = 'LayerSummary';
  protected override readonly measures = ['places'];

  constructor(
    given: OperatorModel,
    private readonly layer: string | number,
    private readonly quantity: LayerQuantity,
  ) {
    super(given);
  }

  protected trace(model: RuledRecording, select: (output: Tensor) => Tensor): Attribution {
    const output = clone(model.recording.output.tensor);
    const mask = select(output);
    const value = reachedValue(model, this.layer);
    const isRelevance = this.quantity === 'relevance';
    const found = isRelevance
      ? flowTo(model, outputStart(model, mask, this.normalizes), value).arrivals.relevanceAt(value)
      : value.tensor;
    const places = flattened(new FeatureAxis(value, this.layer).last(found ?? zerosLike(value.tensor)));
    const val = isRelevance ? sum(places, 1) : max(places, 1);
    return { val, output, mask, measures: { places: argMax(places, 1) } };
  }

  protected override async readMeasures([places]: readonly Tensor[]): Promise<Record<string, unknown>> {
    return { places: await places.array() };
  }
}

/** How much each feature of a lower value gets of features of a higher one: `val` is `[batch, features, features below]`. */
export class OperatorFeatureFlow extends OperatorProgram {
  readonly name = 'FeatureFlow';

  constructor(
    given: OperatorModel,
    private readonly from: NamedCondition,
    private readonly to: string | number,
  ) {
    super(given);
  }

  protected trace(model: RuledRecording, select: (output: Tensor) => Tensor): Attribution {
    const output = clone(model.recording.output.tensor);
    const mask = select(output);
    const to = reachedValue(model, this.to);
    const axis = new FeatureAxis(to, this.to);
    const start = outputStart(model, mask, this.normalizes);
    const { relevances } = relevancesOfFeatures(model, start, conditionIn(model, this.from), to);
    const perFeature = relevances.map((one) => sum(flattened(axis.last(one)), 1));
    return { val: stack(perFeature, 1), output, mask };
  }
}

/** `[batch, ..., features]` as `[batch, places, features]`. */
function flattened(x: Tensor): Tensor {
  const [batch] = x.shape;
  const features = x.shape[x.rank - 1];
  return reshape(x, [batch, x.size / (batch * features), features]);
}
