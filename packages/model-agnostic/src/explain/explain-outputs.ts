import type { Tensor } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions, Explanation } from 'xai-base';
import { KernelSHAP } from '../kernelshap/kernel-shap';
import type { KernelSHAPSettings } from '../kernelshap/kernel-shap-settings';
import { LIME } from '../lime/lime';
import type { LIMESettings } from '../lime/lime-settings';
import type { ModelSource } from '../onnx-file';
import type { PerturbationAnalyzer } from '../perturbation-analyzer';
import { RISE } from '../rise/rise';
import type { RISESettings } from '../rise/rise-settings';
import { wrongValue } from '../wrong-value';

/** A method by its name, and its settings. */
export type MethodSettings =
  | ({ method: 'RISE' } & RISESettings)
  | ({ method: 'LIME' } & LIMESettings)
  | ({ method: 'KernelSHAP' } & KernelSHAPSettings);

/** Options that all `explain...` functions take, besides those of {@link AnalyzeOptions}. */
export interface LabelOptions {
  /** The outputs to explain, by index; the most activated one when left out. */
  labels?: readonly number[];
}

/** A method, its settings, the outputs to explain, and how the analysis runs. */
export type ExplainOptions = MethodSettings & LabelOptions & AnalyzeOptions;

const methods: Record<MethodSettings['method'], new (model: ModelSource, settings: never) => PerturbationAnalyzer> = {
  RISE,
  LIME,
  KernelSHAP,
};

/**
 * Explains the labelled outputs of a batch, from the same evaluations of the model.
 *
 * @returns an explanation a label; they belong to the caller
 * @throws {ValueError} for an unknown method, or no labels
 */
export async function explainOutputs(
  model: ModelSource,
  input: Tensor,
  options: ExplainOptions,
): Promise<Explanation[]> {
  const { method, labels } = options;
  checkMethod(method);
  if (labels !== undefined && (!Array.isArray(labels) || labels.length === 0)) {
    throw wrongValue('labels', labels, 'an array of output indices');
  }
  const analyzer = new methods[method](model, options as never);
  try {
    if (labels === undefined) return [await analyzer.analyze(input, undefined, options)];
    return await analyzer.analyzeOutputs(input, labels, options);
  } finally {
    await analyzer.dispose();
  }
}

/** @throws {ValueError} for anything but the name of a method */
export function checkMethod(method: unknown): asserts method is MethodSettings['method'] {
  if (typeof method === 'string' && Object.hasOwn(methods, method)) return;
  throw wrongValue('method', method, `one of ${Object.keys(methods).join(', ')}`);
}
