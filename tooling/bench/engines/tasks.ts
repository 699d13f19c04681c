import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { GradCAM, Gradient, IntegratedGradients, SmoothGrad, TokenAttribution } from 'explainable-ai';
import { gridSegments, KernelSHAP, LIME, RISE } from 'model-agnostic';
import { AttnLRP, CRP, EpsilonPlus, EpsilonPlusFlat, LRP } from 'relevance-propagation';
import { TreeSHAP } from 'tree-shap';
import { type Analyzer, analyze, type Executor, type Model, TopNFeatures, type TreeModel } from 'xai-base';
import { Deletion } from 'xai-metrics';
import type { Network } from '../networks/function-network';
import type { TaskName } from '../workloads';

/** One run of a task on a batch. */
export type Run = (input: Tensor) => void | Promise<void>;

/** The tasks that an engine can do: each prepares its run for a network; `steps` is for the augmentations. */
export type Tasks = Partial<Record<TaskName, (model: Network, steps: number) => Run>>;

/** The model's output, read from the engine. */
export const predict = (model: Network): Run => {
  return (input) => tidy(() => void (model.predict(input) as Tensor).dataSync());
};

/** The last layer with feature maps `[batch, height, width, features]`. */
function lastFeatureLayer({ layers }: LayersModel): string {
  return layers.findLast(({ outputShape }) => outputShape.length === 4)!.name;
}

/** How often the methods that perturb an input ask the model. */
const evaluations = 1024;

/** The analyzers of this workspace that are timed. */
const analyzers: Partial<Record<TaskName, (model: LayersModel, steps: number) => Analyzer>> = {
  'attn-lrp': (model) => new AttnLRP(model as Model),
  rise: (model) => new RISE(model, { masks: evaluations, keepProbability: 0.5, seed: 1 }),
  lime: (model) => new LIME(model, { samples: evaluations, segmenter: gridSegments(7), seed: 1 }),
  'kernel-shap': (model) => new KernelSHAP(model, { samples: evaluations, segmenter: gridSegments(7), seed: 1 }),
  'tree-shap': (model) => new TreeSHAP(model as unknown as TreeModel),
  gradient: (model) => new Gradient(model),
  'integrated-gradients': (model, steps) => new IntegratedGradients(model, steps),
  'smooth-grad': (model, draws) => new SmoothGrad(model, draws, 0.1, { seed: 1 }),
  'grad-cam': (model) => GradCAM.at(model, lastFeatureLayer(model)),
  lrp: (model) => new LRP(model, new EpsilonPlus()),
  'lrp-flat': (model) => new LRP(model, new EpsilonPlusFlat()),
  crp: (model) => new CRP(new LRP(model, new EpsilonPlus()), lastFeatureLayer(model), new TopNFeatures(5)),
  'token-gradient': (model) => new TokenAttribution(model, (embedded) => new Gradient(embedded)),
};

/** A forward pass as the executor's program. */
function predictBy(executor: Executor): (model: Network) => Run {
  return (model) => {
    const program = (input: Tensor) => [model.predict(input) as Tensor];
    return async (input) => {
      const [output] = await executor.run(program, [input]);
      await output.data();
      output.dispose();
    };
  };
}

/** The faithfulness of a gradient: the model's outputs while pixels go, the strongest first. */
function deletion(executor: Executor | undefined): (model: Network) => Run {
  return (model) => {
    const gradient = new Gradient(model as LayersModel);
    return async (input) => {
      const { val, outputSelection, ...explanation } = await analyze(input, gradient, undefined, { executor });
      const task = { model: model as LayersModel, input, attribution: val, target: outputSelection };
      await new Deletion().evaluate(task, { executor });
      val.dispose();
      explanation.output.dispose();
    };
  };
}

/** Every task as a user of the packages writes it: the most activated output is explained. */
export function tasksOf(executor?: Executor): Tasks {
  const tasks: Tasks = { forward: executor ? predictBy(executor) : predict, deletion: deletion(executor) };
  for (const [task, make] of Object.entries(analyzers)) {
    tasks[task as TaskName] = (model, steps) => {
      const analyzer = make(model as LayersModel, steps);
      return async (input) => {
        const explanation = await analyze(input, analyzer, undefined, { executor });
        await explanation.val.data();
        explanation.dispose();
      };
    };
  }
  return tasks;
}
