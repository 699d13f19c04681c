import { groupTitles, short } from 'xai-recipes';
import type { EngineName } from '../engines/engine-names';
import type { ReportedOutput } from '../explain/explain-report';
import { duration } from '../terminal/numbers';
import { type Align, markdownTable } from '../terminal/table';
import type { Answer } from './answer';
import { aboutTheNine } from './digits';
import type { Erasure } from './erasure';
import type { Example } from './examples/examples';
import type { ExampleAnswer } from './examples/explain-example';

/** The columns of the demo's table; what the completeness errors are shares of, {@link completenessNote} says. */
export const summaryHeading = ['method', 'group', 'time', 'off: nine', 'off: worst'];
export const summaryAlign: Align[] = ['left', 'left', 'right', 'right', 'right'];

/** What the last columns of the table mean. */
export const completenessNote =
  'off: how much of f(input) - f(black image) the attributions miss, in sum: of the nine, and of the worst of the ten digits.';

/** What `summary.json` and `xai demo --json` say. */
export interface Summary {
  /** Who computed. */
  readonly engine: EngineName;
  readonly milliseconds: number;
  readonly questions: readonly string[];
  readonly methods: readonly {
    readonly name: string;
    readonly group: string;
    readonly milliseconds: number;
    readonly completenessErrors?: readonly number[];
  }[];
  /** How many pixels must go until the nine is read as another digit, and as which. */
  readonly erasure: { readonly pixels: number; readonly before: number; readonly after: number };
  readonly examples: readonly {
    readonly example: string;
    readonly input: string;
    readonly method: string;
    readonly output: ReportedOutput;
    readonly milliseconds: number;
  }[];
  readonly files: readonly string[];
}

/** The methods' part of the summary. */
export function summarize(answers: readonly Answer[]): Summary['methods'] {
  return answers.map(({ name, method, milliseconds, completenessErrors }) => ({
    name,
    group: method.group,
    milliseconds: Math.round(milliseconds),
    ...(completenessErrors && { completenessErrors }),
  }));
}

/** An example's part of the summary. */
export function summarizeExample({ name }: Example, answers: readonly ExampleAnswer[]): Summary['examples'] {
  return answers.map(({ label, method, output, milliseconds }) => ({
    example: name,
    input: label,
    method,
    output,
    milliseconds: Math.round(milliseconds),
  }));
}

/** The rows of the demo's table. */
export function summaryRows(answers: readonly Answer[]): string[][] {
  return answers.map(({ name, method, milliseconds, completenessErrors: errors }) => {
    const share = (of: (errors: readonly number[]) => number) => (errors ? `${short(100 * of(errors))} %` : '-');
    const nine = share(([error]) => error);
    const worst = share(([error, ...others]) => Math.max(error, ...others.slice(aboutTheNine - 1)));
    return [name, groupTitles[method.group], duration(milliseconds), nine, worst];
  });
}

/** What was found out by erasing pixels, in a sentence. */
export function erasureText({ pixels, before, after }: Erasure): string {
  return `Without the ${pixels} pixels that speak most for a ${before.reads} and against a 4, the model reads a ${after.reads}.`;
}

/** `summary.md`: the table, the finding and the pictures. */
export function summaryMarkdown(answers: readonly Answer[], erasure: Erasure, pictures: readonly string[]): string {
  const parts = [
    '# Ten digits, explained by every method',
    erasureText(erasure),
    markdownTable(summaryHeading, summaryRows(answers), summaryAlign).trimEnd(),
    completenessNote,
    ...pictures.filter((file) => file.endsWith('.png')).map((file) => `![${file}](${file})`),
  ];
  return `${parts.join('\n\n')}\n`;
}
