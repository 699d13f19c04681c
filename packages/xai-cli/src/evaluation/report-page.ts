import type { MetricTable } from 'xai-metrics';
import { short } from 'xai-recipes';
import { htmlPage } from '../pictures/html-page';
import type { Costs, Findings } from './findings';
import { heading, list, paragraph, tableOf } from './html';
import { caseCosts, methodCosts } from './in-words';
import type { ReportPicture } from './report-pictures';
import { sanityLines, sanityOf, sanityQuestions } from './sanity';
import { truthSection } from './truth/truth-report';

/** What a report is made of. */
export interface ReportParts extends Findings {
  readonly model: string;
  readonly data: string;
  readonly seed: number;
  readonly samples: number;
  readonly costs: Costs;
  readonly pictures: readonly ReportPicture[];
  /** The chapter on what the model does, if it was asked for. */
  readonly patterns?: string;
}

/** The report of an evaluation: a page that stands alone and needs no network. The same for the same evaluation. */
export function reportPage(parts: ReportParts): string {
  const { table, model, data, samples } = parts;
  const heads = `${table.analyzers.length} methods by ${table.metrics.length} metrics`;
  const about = `${samples} samples of ${data}, explained on ${model}, seed ${parts.seed}. Means, with the intervals of 95 % over the samples (bootstrap); the arrow says which way is better.`;
  const sections = [
    `<h1>${heads}</h1>\n${paragraph(about)}`,
    ...parts.pictures.flatMap(({ title, plot }) => [heading(title), plot.toSVG({ width: 900 })]),
    ...(parts.isSanity ? [sanitySection(parts)] : []),
    ...(parts.truth.length > 0 ? [truthSection(parts.truth)] : []),
    ...(parts.patterns === undefined ? [] : [parts.patterns]),
    heading('Better than chance?'),
    comparisons(table),
    heading('Numbers'),
    numbers(table),
    heading('What it took'),
    costs(parts.costs),
    ...(parts.broken.length > 0
      ? [heading('Left out'), list(parts.broken.map(({ name, message }) => `${name}: ${message}`))]
      : []),
  ];
  return htmlPage(heads, sections.join('\n'));
}

function sanitySection({ table, limit }: Findings): string {
  const questions = sanityQuestions(table, limit).map(([metric, asks]) => `${metric}: ${asks}`);
  return `${heading('Sanity checks')}\n${list(sanityLines(sanityOf(table, limit)))}\n<p>What was asked:</p>\n${list(questions)}`;
}

/** Each method against random attributions, sample by sample. */
function comparisons(table: MetricTable): string {
  const others = table.analyzers.filter((name) => name !== 'random');
  const rows = others.map((method) =>
    table.metrics.map(({ name }) => {
      const { winRate, pValue, count } = table.compare(method, 'random', name);
      return count === 0
        ? 'undefined'
        : `${Math.round(100 * winRate)} %, p ${pValue < 0.001 ? '< 0.001' : short(pValue)}`;
    }),
  );
  const said =
    'On which share of the samples a method is better than random attributions, and how likely that were by chance.';
  return `${paragraph(said)}\n${grid(table, others, rows)}`;
}

function numbers(table: MetricTable): string {
  const rows = table.analyzers.map((method) =>
    table.metrics.map(({ name }) => {
      const { mean, low, high, count, undefined: missing } = table.summary(method, name);
      if (count === 0) return 'undefined';
      return `${short(mean)} [${short(low)}, ${short(high)}]${missing > 0 ? `, ${missing} undefined` : ''}`;
    }),
  );
  return grid(table, table.analyzers, rows);
}

function grid({ metrics }: MetricTable, names: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = metrics.map(({ name, better }) => `${name} ${better === 'low' ? '↓' : '↑'}`);
  return tableOf(
    ['', ...columns],
    rows.map((cells, at) => [names[at], ...cells]),
  );
}

function costs({ estimate, truth }: Costs): string {
  const { evaluations, samples } = estimate;
  const [methods, cases] = [methodCosts(estimate), caseCosts(truth)];
  const own = `${paragraph(`About ${evaluations} evaluations of the model for ${samples} samples.`)}\n${tableOf(['', ...methods.head], methods.rows)}`;
  return truth.length === 0 ? own : `${own}\n${tableOf(['where the truth is known', ...cases.head], cases.rows)}`;
}
