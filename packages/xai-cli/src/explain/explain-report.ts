import type { Explanation } from 'xai-base';
import { duration, short } from '../terminal/numbers';

/** What `xai explain --json` prints. */
export interface ExplainReport {
  readonly method: string;
  readonly model: string;
  readonly input: string;
  readonly backend: string;
  /** The outputs with the largest values, largest first. */
  readonly prediction: readonly { readonly index: number; readonly value: number }[];
  /** The output that was explained; with `--against`, its value minus that of the other one. */
  readonly output: { readonly index: number; readonly against?: number; readonly value: number };
  readonly attribution: {
    readonly shape: readonly number[];
    readonly sum: number;
    readonly min: number;
    readonly max: number;
  };
  /** `|sum - (f(x) - f(reference))|`, of methods that promise 0; relative to the difference beside it. */
  readonly completenessError?: number;
  readonly relativeCompletenessError?: number;
  /** Repeats the random draws. */
  readonly seed?: number;
  readonly milliseconds: number;
  /** The files that were written. */
  readonly heatmap: string;
  readonly explanation?: string;
}

/** What an explanation says in numbers. */
export async function measure(
  { output, outputSelection: [index], val, extras = {} }: Explanation,
  against?: number,
): Promise<
  Pick<
    ExplainReport,
    'prediction' | 'output' | 'attribution' | 'completenessError' | 'relativeCompletenessError' | 'seed'
  >
> {
  const [outputs, values] = [Array.from(await output.data()), Array.from(await val.data())];
  const sum = values.reduce((total, value) => total + value, 0);
  const prediction = outputs.map((value, at) => ({ index: at, value })).sort((a, b) => b.value - a.value);
  const isContrast = against !== undefined && against !== index;
  const [error] = (extras.completenessError as number[] | undefined) ?? [];
  return {
    prediction: prediction.slice(0, 5),
    output: { index, ...(isContrast && { against }), value: outputs[index] - (isContrast ? outputs[against] : 0) },
    attribution: {
      shape: val.shape,
      sum,
      min: values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
      max: values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    },
    ...(error !== undefined && { completenessError: error, relativeCompletenessError: error / Math.abs(sum) || 0 }),
    ...(typeof extras.seed === 'number' && { seed: extras.seed }),
  };
}

/** What was explained: `output 9 minus output 4`. */
export function outputName({ index, against }: ExplainReport['output']): string {
  return against === undefined ? `output ${index}` : `output ${index} minus output ${against}`;
}

/** The report for people. */
export function reportText(report: ExplainReport): string {
  const { prediction, output, completenessError, relativeCompletenessError = 0, seed } = report;
  const top = prediction.map(({ index, value }) => `${index} (${short(value)})`).join(', ');
  const lines = [
    ['Top outputs', top],
    [
      'Explained',
      `${outputName(output)} = ${short(output.value)}, by ${report.method} in ${duration(report.milliseconds)}`,
    ],
    [
      'Attribution',
      `[${report.attribution.shape.join(', ')}], sum ${short(report.attribution.sum)}, from ${short(report.attribution.min)} to ${short(report.attribution.max)}`,
    ],
    ...(completenessError === undefined
      ? []
      : [
          [
            'Completeness',
            `off by ${short(completenessError)}, ${short(100 * relativeCompletenessError)} % of the sum`,
          ],
        ]),
    ...(seed === undefined ? [] : [['Seed', String(seed)]]),
    ['Heatmap', report.heatmap],
    ...(report.explanation === undefined ? [] : [['Saved', report.explanation]]),
  ];
  return lines.map(([label, text]) => `${label.padEnd(13)} ${text}\n`).join('');
}
