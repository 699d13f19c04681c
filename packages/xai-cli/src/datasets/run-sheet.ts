import { escapeText } from 'svg-plots';
import { type ExplainedEntry, type IndexEntry, type Item, isExplained, type Prepared, type RunItem } from 'xai-recipes';
import type { RunStore } from 'xai-recipes/node';
import { outputName } from '../explain/explain-report';
import { htmlPage } from '../pictures/html-page';
import { pictureOf } from '../pictures/picture';
import { howMany } from '../terminal/how-many';
import { type RunSummary, summaryLines } from './run-summary';
import { spread } from './spread';

/** What a sheet is made of. */
export interface SheetParts {
  readonly store: RunStore;
  readonly prepared: Prepared;
  readonly items: readonly RunItem<Item>[];
  readonly index: readonly IndexEntry[];
  readonly summary: RunSummary;
  /** How many explanations are drawn, evenly spread over the data set. */
  readonly count: number;
}

/** A page that stands alone: the summary of a run, and explanations from the whole of the data set. */
export async function runSheet({ store, prepared, items, index, summary, count }: SheetParts): Promise<string> {
  const rows = summaryLines(summary).map(
    ([label, text]) => `<tr><th>${escapeText(label)}</th><td>${escapeText(text)}</td></tr>`,
  );
  const figures: string[] = [];
  for (const entry of spread(index.filter(isExplained), count))
    figures.push(await figureOf(entry, items[entry.index].item, store, prepared));
  const title = `${howMany(summary.explained, 'explanation')} by ${summary.method}`;
  const body = `<h1>${escapeText(title)}</h1>\n<table>${rows.join('\n')}</table>\n${figures.join('\n')}`;
  return htmlPage(title, body);
}

async function figureOf(entry: ExplainedEntry, item: Item, store: RunStore, prepared: Prepared): Promise<string> {
  const explanation = await store.explanationOf(entry);
  try {
    await prepared.recall(explanation, item);
    const output = outputName({ index: entry.selection, name: prepared.labels?.[entry.selection] });
    const picture = pictureOf(await prepared.draw(explanation, { title: output }));
    return `<figure>${picture.html()}<figcaption>${escapeText(`${entry.name}: ${output}`)}</figcaption></figure>`;
  } finally {
    explanation.dispose();
  }
}
