import path from 'node:path';
import {
  checkRecipe,
  type FileItem,
  type Files,
  type Item,
  type Modality,
  type Recipe,
  type RunItem,
  readMeta,
  repeatable,
} from 'xai-recipes';
import { identities } from 'xai-recipes/node';
import { UsageError } from '../errors/errors';
import { checkInputOptions, type ExplainOptions } from '../explain/explain-options';
import { missingModel, readRecipe } from '../explain/read-recipe';
import { recipeOf } from '../explain/recipe-of';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';
import { isFolder } from './data-files';
import { dataItems } from './data-items';
import { dataKind } from './data-kind';
import { hashedItems } from './hashed-items';
import { withEngine } from './run-task';
import { spread } from './spread';

/** The options that say what of a data set is explained, and how. */
export interface DataOptions extends ExplainOptions {
  readonly data: string;
  readonly out: string;
  readonly kind?: Modality;
  /** How many of the items, evenly spread; all, if it is left out. */
  readonly take?: number;
}

/** The options of `xai run`, as the command line gives them. */
export interface RunOptions extends DataOptions {
  readonly shardSize: number;
  readonly workers?: number;
  /** Redis, whose workers explain. */
  readonly queue?: string;
  readonly sheet: number;
  readonly dryRun?: boolean;
}

/** What is explained, and how. */
export interface PlannedRun {
  readonly recipe: Recipe;
  readonly items: readonly RunItem<Item>[];
  /** The files that are read again for each item: a table. */
  readonly held: readonly string[];
}

/**
 * Finds out what the options ask for: the recipe, with a seed and an engine, and the items.
 *
 * @throws {UsageError} for options that do not fit each other
 */
export async function plannedRun(files: Files, options: DataOptions, { stderr, signal }: Console): Promise<PlannedRun> {
  const base = options.recipe === undefined ? undefined : await readRecipe(files, options.recipe);
  const model = options.model ?? base?.model.source ?? missingModel();
  const meta = base && options.model === undefined ? undefined : await readMeta(files, model, options.meta);
  const kind = await dataKind(options.data, { kind: options.kind ?? base?.input.kind, meta });
  checkInputOptions(options, kind);
  const recipe = await withEngine(repeatable(checkRecipe(await recipeOf(files, options, kind, { meta, base }))));
  const all = await dataItems(files, options.data, kind);
  const items = options.take === undefined ? all : spread(all, options.take);
  await checkOut(options.out, options.data);
  const progress = new ProgressLine(stderr);
  try {
    const onProgress = (state: { done: number; total: number }) => progress.show('read', state);
    const hashed = await hashedItems(files, items, { signal, onProgress });
    return {
      recipe,
      items: hashed,
      held: kind === 'table' ? [...new Set(hashed.map(({ item }) => fileOf(item)))] : [],
    };
  } finally {
    progress.clear();
  }
}

function fileOf(item: Item): string {
  return (item as Partial<FileItem>).file ?? '';
}

/** @throws {UsageError} for a folder in that of the data, where the next run would find what this one writes */
async function checkOut(out: string, data: string): Promise<void> {
  const [[place], [folder]] = await Promise.all([identities(out), identities(data)]);
  if (!(await isFolder(data)) || !`${place}${path.sep}`.startsWith(`${folder}${path.sep}`)) return;
  const expected = 'a folder of its own';
  throw new UsageError(`--out ${out} lies in --data ${data}; expected ${expected}.`, {
    argument: '--out',
    value: out,
    expected,
  });
}
