import type { Tensor } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions, Analyzer, Model, OutputSelection } from 'xai-base';

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
  /** Where the explained object is, 1 inside and 0 outside: of the attribution's shape, with one channel, or without a channel axis. */
  readonly masks?: Tensor;
  /** The subsets of features that are removed, in the place of drawn ones: flat indices `[batch, runs, size]`; of several sizes, a list. */
  readonly subsets?: Tensor | readonly Tensor[];
  /** What is added to the input, in the place of drawn noise: `[batch, draws, ...]`. */
  readonly noise?: Tensor;
}

/** The options of an evaluation: those of an analysis, and where the batch stands in its data set. */
export interface MetricOptions extends AnalyzeOptions {
  /** The number of the first sample in its data set, 0 by default: draws depend on the seed, the metric and this number alone. */
  firstSample?: number;
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
};

/** The names of what a task may hold. */
export const taskNames: readonly string[] = Object.keys(names);
