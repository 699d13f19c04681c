import { type Analyzer, type ModelWeights, weightsOf } from 'xai-base';
import type { MetricTask } from '../../task/metric-task';
import { missing } from '../../task/read-attribution';

/** What a metric of randomisation needs of a task: the model's weights, and how the method is made for it. */
export async function randomizable({ model, explain }: MetricTask): Promise<{
  weights: ModelWeights;
  /** The method for the trained model. */
  analyzer: Analyzer;
  explain: NonNullable<MetricTask['explain']>;
}> {
  if (model === undefined) throw missing('model', 'the model that was explained');
  if (explain === undefined) throw missing('explain', 'what makes the method, such as (m) => new Gradient(m)');
  return { weights: await weightsOf(model), analyzer: explain(model), explain };
}
