import type { Tensor } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  analyzeOptionNames,
  checkKeys,
  type Explanation,
  sharedOptions,
  wrongValue,
} from 'xai-base';
import { KernelSHAP } from '../kernelshap/kernel-shap';
import { type KernelSHAPSettings, kernelShapSettingNames } from '../kernelshap/kernel-shap-settings';
import { LIME } from '../lime/lime';
import { type LIMESettings, limeSettingNames } from '../lime/lime-settings';
import type { ModelSource } from '../onnx-file';
import type { PerturbationAnalyzer } from '../perturbation-analyzer';
import { RISE } from '../rise/rise';
import { type RISESettings, riseSettingNames } from '../rise/rise-settings';

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

interface Method {
  readonly Analyzer: new (model: ModelSource, settings: never) => PerturbationAnalyzer;
  readonly settingNames: readonly string[];
}

const methods: Record<MethodSettings['method'], Method> = {
  RISE: { Analyzer: RISE, settingNames: riseSettingNames },
  LIME: { Analyzer: LIME, settingNames: limeSettingNames },
  KernelSHAP: { Analyzer: KernelSHAP, settingNames: kernelShapSettingNames },
};

/** The names of the methods of this package. */
export const methodNames: readonly string[] = Object.keys(methods);

/**
 * Checks what an `explain...` function was given, before any work starts.
 *
 * @param own the names of the options that the function adds
 * @param owner the function, for the message
 * @throws {ValueError} for an unknown method, an option that neither the function nor the method has, or no labels
 */
export function checkExplainOptions(options: ExplainOptions, own: readonly string[], owner: string): void {
  if (typeof options !== 'object' || options === null) throw wrongValue('options', options, 'an object with a method');
  const { method, labels } = options;
  if (typeof method !== 'string' || !Object.hasOwn(methods, method)) {
    throw wrongValue('method', method, `one of ${methodNames.join(', ')}`);
  }
  const known = ['method', 'labels', ...own, ...methods[method].settingNames, ...analyzeOptionNames];
  checkKeys(options, [...new Set(known)], `${owner} by ${method}`);
  checkLabels(labels);
}

/** @throws {ValueError} for anything but indices of outputs */
export function checkLabels(labels: unknown): void {
  if (labels === undefined || (Array.isArray(labels) && labels.length > 0)) return;
  throw wrongValue('labels', labels, 'an array of output indices');
}

/**
 * Explains the labelled outputs of a batch, from the same evaluations of the model.
 *
 * @param options checked ones; those that are neither of the method nor of the analysis were the function's own
 * @returns an explanation a label; they belong to the caller
 */
export async function explainOutputs(
  model: ModelSource,
  input: Tensor,
  options: ExplainOptions,
): Promise<Explanation[]> {
  const { Analyzer, settingNames } = methods[options.method];
  const analyzer = new Analyzer(model, pick(options, settingNames) as never);
  const analysis = sharedOptions(options);
  try {
    if (options.labels === undefined) return [await analyzer.analyze(input, undefined, analysis)];
    return await analyzer.analyzeOutputs(input, options.labels, analysis);
  } finally {
    await analyzer.dispose();
  }
}

function pick(options: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(options).filter(([name]) => names.includes(name)));
}
