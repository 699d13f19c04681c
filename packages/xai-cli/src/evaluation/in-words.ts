import type { Estimate, MetricTable } from 'xai-metrics';
import { type Align, table as textTable } from '../terminal/table';
import type { Costs, Findings } from './findings';
import { sanityLines, sanityOf } from './sanity';
import { trustLines, trustOf } from './truth/truth-report';

/** What an evaluation takes, in a line or two. */
export function costOf({ estimate, truth }: Costs): string {
  const { evaluations, samples, perSample } = estimate;
  const own = `About ${evaluations} evaluations of the model: ${perSample} for each of ${samples} samples.`;
  if (truth.length === 0) return own;
  const sum = (of: 'training' | 'evaluations') => truth.reduce((total, one) => total + one[of], 0);
  return `${own}\nWhere the truth is known, ${truth.length} small models: about ${sum('training')} samples to learn from, ${sum('evaluations')} evaluations to judge.`;
}

/** What each method takes, as a table. */
export function planText({ estimate, truth }: Costs): string {
  const [methods, cases] = [methodCosts(estimate), caseCosts(truth)];
  const text = textTable(['Method', ...methods.head], methods.rows, ['left', 'right', 'right', 'right']);
  if (truth.length === 0) return text;
  return `${text}\n${textTable(['Where the truth is known', ...cases.head], cases.rows, ['left', 'right', 'right'])}`;
}

/** What each method takes, in rows that begin with its name. */
export function methodCosts({ methods }: Estimate): Costing {
  return {
    head: ['evaluations an explanation', 'explanations a sample', 'evaluations a sample'],
    rows: methods.map(({ name, explanation, explanations, perSample }) =>
      [name, explanation, explanations, perSample].map(String),
    ),
  };
}

/** What each case takes whose truth is known, in rows that begin with its name. */
export function caseCosts(truth: Costs['truth']): Costing {
  return {
    head: ['samples to learn from', 'evaluations to judge'],
    rows: truth.map(({ name, training, evaluations }) => [name, String(training), String(evaluations)]),
  };
}

/** A table without the head of its first column. */
interface Costing {
  readonly head: string[];
  readonly rows: string[][];
}

/** A plan as plain values. */
export function plainPlan({ estimate, truth }: Costs): Estimate & Partial<Costs> {
  return { ...estimate, ...(truth.length > 0 && { truth }) };
}

/** What was found, for a terminal. */
export function findingsText({ table, isSanity, limit, truth }: Findings): string {
  const chapters = [isSanity ? sanityLines(sanityOf(table, limit)) : [], truth.length > 0 ? trustLines(truth) : []];
  return [
    tableText(table),
    ...chapters.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`),
  ].join('\n');
}

/** What was found, as plain values. */
export function plainFindings({ table, isSanity, limit, truth }: Findings): object {
  return {
    summary: summaryOf(table),
    ...(isSanity && { sanity: sanityOf(table, limit) }),
    ...(truth.length > 0 && {
      truth: {
        trust: trustOf(truth),
        cases: truth.map(({ name, accuracy, table: own }) => ({ name, accuracy, summary: summaryOf(own) })),
      },
    }),
  };
}

function summaryOf(table: MetricTable): object {
  const rows = table.analyzers.map((method) => [
    method,
    Object.fromEntries(table.metrics.map(({ name }) => [name, table.summary(method, name)])),
  ]);
  return Object.fromEntries(rows);
}

function tableText(table: MetricTable): string {
  const head = ['Method', ...table.metrics.map(({ name, better }) => `${name} ${better === 'low' ? '↓' : '↑'}`)];
  const rows = table.analyzers.map((method) => [
    method,
    ...table.metrics.map(({ name }) => {
      const { mean, count } = table.summary(method, name);
      return count === 0 ? 'undefined' : String(Number(mean.toPrecision(3)));
    }),
  ]);
  return textTable(
    head,
    rows,
    head.map((_, at): Align => (at === 0 ? 'left' : 'right')),
  );
}
