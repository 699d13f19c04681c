import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { GradCAM, Gradient, IntegratedGradients, SmoothGrad, TokenAttribution } from 'explainable-ai';
import { EpsilonPlus, LRP } from 'relevance-propagation';
import type { Analyzer } from 'xai-base';

/** One run of a task on a batch. */
export type Run = (input: Tensor) => void | Promise<void>;

/** What is timed besides the forward pass. */
export type TaskName = 'gradient' | 'integrated-gradients' | 'smooth-grad' | 'grad-cam' | 'lrp' | 'token-gradient';

/** The tasks that an engine can do: each prepares its run for a model. */
export type Tasks = Partial<Record<TaskName, (model: LayersModel) => Run>>;

const draws = 50;

/** Explains the most activated output, as a user of the packages does. */
function explain(analyzerOf: (model: LayersModel) => Analyzer): (model: LayersModel) => Run {
  return (model) => {
    const analyzer = analyzerOf(model);
    return async (input) => {
      const explanation = await analyzer.analyze(input);
      explanation.dispose();
    };
  };
}

/** The last layer with feature maps `[batch, height, width, features]`. */
function lastFeatureLayer({ layers }: LayersModel): string {
  return layers.findLast(({ outputShape }) => outputShape.length === 4)!.name;
}

/** The tasks by the analyzers of this workspace. */
export const tasks: Tasks = {
  gradient: explain((model) => new Gradient(model)),
  'integrated-gradients': explain((model) => new IntegratedGradients(model, draws)),
  'smooth-grad': explain((model) => new SmoothGrad(model, draws, 0.1, { seed: 1 })),
  'grad-cam': explain((model) => GradCAM.at(model, lastFeatureLayer(model))),
  lrp: explain((model) => new LRP(model, new EpsilonPlus())),
  'token-gradient': explain((model) => new TokenAttribution(model, (embedded) => new Gradient(embedded))),
};
