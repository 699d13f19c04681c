import type { Tensor } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions, Analyzer, Model, OutputSelection } from 'xai-base';
import type { SharedWork } from './shared-work';

/** What a metric is asked to judge: explanations of a batch of samples, and what it needs to judge them. */
export interface MetricTask {
  /** The samples that were explained, `[batch, ...]`, channels last. */
  readonly input: Tensor;
  /** Their explanations, of the input's shape, or with one channel: a map. Taken as they are, with their signs. */
  readonly attribution?: Tensor;
  /** The model that was explained; its output is what counts, be it a logit or a probability. */
  readonly model?: Model;
  /** Which output was explained: one index, an index a sample, or a selector; by default the most activated one of each sample. */
  readonly target?: OutputSelection;
  /** The method, for metrics that explain anew. */
  readonly analyzer?: Analyzer;
  /** Makes the method for a model: for metrics that change the model, such as its weights. */
  readonly explain?: (model: Model) => Analyzer;
  /** Where the explained object is, 1 inside and 0 outside: of the attribution's shape, with one channel, or without a channel axis. */
  readonly masks?: Tensor;
  /** The subsets of features that are removed, in the place of drawn ones: flat indices `[batch, runs, size]`; of several sizes, a list. */
  readonly subsets?: Tensor | readonly Tensor[];
  /** What is added to the input, in the place of drawn noise: `[batch, draws, ...]`. */
  readonly noise?: Tensor;
  /** The label of each position, `[batch, ...positions]`: for metrics that remove segments. */
  readonly segments?: Tensor;
  /** Which cells of a grid over the positions stay, 1 or 0, in the place of drawn ones: `[draws, ...cells]`, for all samples the same. */
  readonly coalitions?: Tensor;
  /** The values that features take in each step, in the place of drawn ones: `[batch, steps, draws]`. */
  readonly values?: Tensor;
  /** Another output of each sample than the target, in the place of a drawn one. */
  readonly otherTarget?: OutputSelection;
  /** The known explanation: of the input's shape, or of one sample's where it is the same for all. */
  readonly truth?: Tensor;
}

/** The options of an evaluation: those of an analysis, and where the batch stands in its data set. */
export interface MetricOptions extends AnalyzeOptions {
  /** The number of the first sample in its data set, 0 by default: draws depend on the seed, the metric and this number alone. */
  firstSample?: number;
  /** What metrics of the same explanations share; one for each batch and method. */
  shared?: SharedWork;
}

const names: Record<keyof MetricTask, true> = {
  input: true,
  attribution: true,
  model: true,
  target: true,
  analyzer: true,
  masks: true,
  subsets: true,
  noise: true,
  explain: true,
  segments: true,
  coalitions: true,
  values: true,
  otherTarget: true,
  truth: true,
};

/** The names of what a task may hold. */
export const taskNames: readonly string[] = Object.keys(names);
