import { short } from 'xai-recipes';

/** What methods that see features, such as superpixels, words or segments of time, say besides the attribution. */
export interface FeatureReport {
  /** How many there are, and the sum of their values, each counted once. */
  readonly features?: { readonly count: number; readonly sum: number };
  /** Of KernelSHAP: the output when no feature is there. The values of the features add up to the output less this. */
  readonly expectedValue?: number;
  /** The largest standard error of a feature: 0 of exact values, null where it is not known. */
  readonly standardError?: number | null;
  /** Of LIME: the linear model's constant, how well it fits (1 being exact), and what it says of the input. */
  readonly intercept?: number;
  readonly score?: number;
  readonly localPrediction?: number;
}

/**
 * Reads what a method says of its features.
 *
 * @param extras of an explanation; each has an entry for each sample, of which the first is read
 */
export function featureReport(extras: Readonly<Record<string, unknown>>): FeatureReport {
  const first = (name: string) => (extras[name] as ArrayLike<unknown> | undefined)?.[0];
  const values = first('featureValues') as ArrayLike<number> | undefined;
  if (!values) return {};
  const errors = first('standardErrors') as ArrayLike<number> | undefined;
  const measures = ['expectedValue', 'intercept', 'score', 'localPrediction'].map((name) => [name, first(name)]);
  return {
    features: { count: values.length, sum: Array.from(values).reduce((sum, one) => sum + one, 0) },
    ...(errors && { standardError: largest(errors) }),
    ...Object.fromEntries(measures.filter(([, value]) => typeof value === 'number')),
  };
}

function largest(errors: ArrayLike<number>): number | null {
  const most = Array.from(errors).reduce((found, one) => Math.max(found, one), 0);
  return Number.isFinite(most) ? most : null;
}

/**
 * The same for people, label and text.
 *
 * @param output the value that was explained
 */
export function featureLines(report: FeatureReport, output: number): [label: string, text: string][] {
  const { features, expectedValue, standardError, intercept, score, localPrediction } = report;
  if (!features) return [];
  const lines: [string, string][] = [['Features', `${features.count}, their sum ${short(features.sum)}`]];
  if (expectedValue !== undefined)
    lines.push(['Expected', `${short(expectedValue)} without any feature, ${short(output)} with all`]);
  if (standardError !== undefined) lines.push(['Errors', errorText(standardError)]);
  if (intercept !== undefined && score !== undefined && localPrediction !== undefined)
    lines.push([
      'Linear model',
      `intercept ${short(intercept)}, score ${short(score)}, gives ${short(localPrediction)} for the input`,
    ]);
  return lines;
}

function errorText(standardError: number | null): string {
  if (standardError === null) return 'not known: too few samples; --samples draws more';
  return standardError === 0 ? 'none, the values are exact' : `standard errors of at most ${short(standardError)}`;
}
