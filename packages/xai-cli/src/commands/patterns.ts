import path from 'node:path';
import { escapeText } from 'svg-plots';
import { checkRecipe } from 'xai-recipes';
import { RunStore } from 'xai-recipes/node';
import { useBackend } from '../backend';
import { UsageError } from '../errors/errors';
import { saveFile } from '../files/save-file';
import { classesOf, type ExplainedClass, readClass } from '../patterns/explained-class';
import type { ClassExplanations, PatternSection } from '../patterns/pattern-section';
import { sectionHtml, sectionOf } from '../patterns/section-of';
import { htmlPage } from '../pictures/html-page';
import { howMany } from '../terminal/how-many';
import { jsonText } from '../terminal/json';
import { limited } from '../terminal/limited';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';

/** What `xai patterns` is told. */
export interface PatternOptions {
  readonly out?: string;
  readonly most: number;
  readonly clusters?: number;
  readonly seed?: number;
  readonly json?: boolean;
}

interface Found extends PatternSection {
  readonly explained: ExplainedClass;
}

/** `xai patterns`: what a model does over a whole data set that `xai run` has explained. */
export async function patterns(folder: string, options: PatternOptions, surroundings: Console): Promise<void> {
  const { stdout, stderr, signal } = surroundings;
  const { out = path.join(folder, 'patterns.html'), most, clusters, seed = 0 } = options;
  await useBackend('cpu');
  const store = await RunStore.of(folder);
  const recipe = recipeOf(store);
  const progress = new ProgressLine(stderr);
  const sections: Found[] = [];
  try {
    const classes = classesOf(await store.index(), recipe.labels, most);
    for (const [done, explained] of classes.entries()) {
      progress.show('patterns', { done, total: classes.length });
      const { entries, explanations } = await readClass(store, explained);
      const section = await sectionOf(
        { name: explained.name, recipe, explanations, entries },
        { clusters, seed, signal },
      );
      sections.push({ ...section, explained });
    }
  } finally {
    progress.clear();
  }
  const title = `What ${recipe.model.source} does with all of ${store.run.items.count} items, by ${recipe.method.name}`;
  await saveFile(out, htmlPage(title, pageOf(title, sections)));
  if (options.json)
    stdout.write(
      jsonText(sections.map(({ explained: { output, name, count }, found }) => ({ output, name, count, ...found }))),
    );
  else {
    for (const { explained, line } of sections)
      stdout.write(
        `${limited(`${explained.name}`).padEnd(13)} ${howMany(explained.count, 'explanation')}, ${limited(line)}\n`,
      );
    stdout.write(`${'Page'.padEnd(13)} ${limited(out)}\n`);
  }
}

function recipeOf({ run, folder }: RunStore): ClassExplanations['recipe'] {
  const recipe = checkRecipe((run.task as { readonly recipe: unknown }).recipe);
  if (recipe.input.kind !== 'text') return recipe;
  const expected = 'a run over images, series or a table: texts have no places in common';
  throw new UsageError(`${folder} holds explanations of texts; expected ${expected}.`, {
    argument: 'folder',
    value: folder,
    expected,
  });
}

function pageOf(title: string, sections: readonly Found[]): string {
  const parts = sections.map(({ explained: { name, count, entries }, ...section }) =>
    sectionHtml(name, { count, seen: entries.length }, section),
  );
  return `<h1>${escapeText(title)}</h1>\n${parts.join('\n')}`;
}
