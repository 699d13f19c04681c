import type { Explanation } from 'xai-base';
import { indexOf, type Place, pathOf, type Recipe, type SelectedSum, short } from 'xai-recipes';
import type { EngineName } from '../engines/engine-names';
import { duration } from '../terminal/numbers';
import { type FeatureReport, featureLines, featureReport } from './feature-report';

/** An output of the model; its name comes from the model's description. */
export interface ReportedOutput {
  /** In row-major order. */
  readonly index: number;
  /** Of an output of more axes than one: the index path. */
  readonly path?: readonly number[];
  readonly name?: string;
  readonly value: number;
}

/** What `xai explain --json` prints. */
export interface ExplainReport extends FeatureReport {
  readonly method: string;
  readonly model: string;
  /** A file, or the text itself. */
  readonly input: string;
  /** Who computed. */
  readonly engine: EngineName;
  /** The outputs with the largest values, largest first. */
  readonly prediction: readonly ReportedOutput[];
  /** The output that was explained; with `--against`, its value minus that of the other one. */
  readonly output: ReportedOutput & {
    readonly against?: number;
    readonly againstPath?: readonly number[];
    readonly againstName?: string;
    /** Of a weighted sum of outputs: what it is of. */
    readonly about?: string;
  };
  readonly attribution: {
    readonly shape: readonly number[];
    readonly sum: number;
    readonly min: number;
    readonly max: number;
  };
  /** `|sum - (f(x) - f(reference))|`, of methods that promise 0; relative to the difference beside it. */
  readonly completenessError?: number;
  readonly relativeCompletenessError?: number;
  /** What stands in for hidden parts, or is the reference, of methods that have one. */
  readonly comparedWith?: string;
  /** Repeats the random draws. */
  readonly seed?: number;
  readonly milliseconds: number;
  /** The files that were written. */
  readonly heatmap: string;
  readonly explanation?: string;
  /** What of all this can be done again, by `xai explain --recipe`. */
  readonly recipe: Recipe;
}

type Measured = Omit<
  ExplainReport,
  'method' | 'model' | 'input' | 'engine' | 'comparedWith' | 'milliseconds' | 'heatmap' | 'recipe'
>;

/**
 * What an explanation says in numbers.
 *
 * @param against the output that was subtracted
 */
export async function measure(
  { output, outputSelection: [index], val, extras = {} }: Explanation,
  { labels, against: place }: { labels?: readonly string[]; against?: Place } = {},
): Promise<Measured> {
  const [outputs, values] = [Array.from(await output.data()), Array.from(await val.data())];
  const sum = values.reduce((total, value) => total + value, 0);
  const shape = output.shape.slice(1);
  const against = typeof place === 'object' ? indexOf(place, shape) : place;
  const named = (at: number) => {
    const path = shape.length > 1 ? pathOf(at, shape) : undefined;
    const isOfClasses = path === undefined || shape.at(-1) === labels?.length;
    const name = isOfClasses ? labels?.[path?.at(-1) ?? at] : undefined;
    return { index: at, ...(path && { path }), ...(name !== undefined && { name }) };
  };
  const prediction = outputs.map((value, at) => ({ ...named(at), value })).sort((a, b) => b.value - a.value);
  const isContrast = against !== undefined && against !== index;
  const other = isContrast ? named(against) : undefined;
  const [error] = (extras.completenessError as number[] | undefined) ?? [];
  return {
    prediction: prediction.slice(0, 5),
    output: {
      ...named(index),
      ...(sumOf(extras) && { about: sumOf(extras)?.about }),
      ...(other && {
        against: other.index,
        ...(other.path && { againstPath: other.path }),
        ...(other.name !== undefined && { againstName: other.name }),
      }),
      value: sumOf(extras)?.value ?? outputs[index] - (isContrast ? outputs[against] : 0),
    },
    attribution: {
      shape: val.shape,
      sum,
      min: values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
      max: values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    },
    ...(error !== undefined && { completenessError: error, relativeCompletenessError: error / Math.abs(sum) || 0 }),
    ...featureReport(extras),
    ...(typeof extras.seed === 'number' && { seed: extras.seed }),
  };
}

/** Of a weighted sum of outputs: what it is of. */
const sumOf = (extras: object) => (extras as { readonly selected?: SelectedSum }).selected;

/** What was explained: `output 9 minus output 4`, or by their names. */
export function outputName(output: Omit<ExplainReport['output'], 'value'>): string {
  const { against, againstPath, againstName, about } = output;
  if (about !== undefined) return about;
  const first = nameOf(output);
  if (against === undefined) return first;
  return `${first} minus ${nameOf({ index: against, path: againstPath, name: againstName })}`;
}

function nameOf({ index, path, name }: Omit<ReportedOutput, 'value'>): string {
  if (!path) return name ?? `output ${index}`;
  return name === undefined ? `output [${path.join(', ')}]` : `${name} at [${path.slice(0, -1).join(', ')}]`;
}

/** What the picture says, in a line. */
export function titleOf(output: Omit<ExplainReport['output'], 'value'>): string {
  return `What speaks for ${outputName(output)}`;
}

/**
 * The report for people.
 *
 * @param recipe the file of the recipe, if there is one
 */
export function reportText(report: ExplainReport, recipe?: string): string {
  const { prediction, output, attribution, completenessError, relativeCompletenessError = 0, seed } = report;
  const top = prediction
    .map((one) => `${one.path ? nameOf(one) : (one.name ?? one.index)} (${short(one.value)})`)
    .join(', ');
  const took = `${duration(report.milliseconds)} (${report.engine})`;
  const lines = [
    ['Top outputs', top],
    ['Explained', `${outputName(output)} = ${short(output.value)}, by ${report.method} in ${took}`],
    [
      'Attribution',
      `[${attribution.shape.join(', ')}], sum of its elements ${short(attribution.sum)}, from ${short(attribution.min)} to ${short(attribution.max)}`,
    ],
    ...featureLines(report, output.value),
    ...(report.comparedWith === undefined ? [] : [['Compared with', report.comparedWith]]),
    ...(completenessError === undefined
      ? []
      : [
          [
            'Completeness',
            `off by ${short(completenessError)}, ${short(100 * relativeCompletenessError)} % of the sum`,
          ],
        ]),
    ...(seed === undefined ? [] : [['Seed', String(seed)]]),
    ['Recipe', recipe ?? 'that of these options; --json prints it, --save keeps it'],
    ['Heatmap', report.heatmap],
    ...(report.explanation === undefined ? [] : [['Saved', report.explanation]]),
  ];
  return lines.map(([label, text]) => `${label.padEnd(13)} ${text}\n`).join('');
}
