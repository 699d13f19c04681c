import type { Files } from '../files/files';
import type { Modality } from '../inputs/modality';
import { besideMeta, type Meta } from '../models/meta';
import type { Recipe } from '../recipe/recipe';

/** What a description beside a model says of a recipe. */
export interface Described extends Pick<Recipe, 'labels' | 'task' | 'comparedWith'> {
  readonly model: Pick<Recipe['model'], 'layout'>;
  /** The fields of the input besides its kind. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Which of the files that a description names are not needed, as others were named. */
export interface Overridden {
  readonly vocabulary?: boolean;
  readonly rows?: boolean;
}

/**
 * What the description of a model says of a recipe for a kind of input. The files that it names must lie in its folder.
 *
 * @throws {ModelFileError} for one that lies elsewhere
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/penguins');
 * const meta = await readMeta(files, 'model.json');
 * (await describedBy(files, meta, 'table')).comparedWith; // => { rows: 'background.csv' }
 * ```
 */
export async function describedBy(
  files: Files,
  meta: Meta | undefined,
  kind: Modality,
  overridden: Overridden = {},
): Promise<Described> {
  if (!meta) return { model: {}, input: {} };
  const { classes, task, target, onnx, background } = meta;
  const labels = classes ?? (task === 'regression' && target !== undefined ? [target] : undefined);
  const channelsFirst = onnx?.channelsFirst;
  const comparesRows = (kind === 'table' || kind === 'series') && background !== undefined && !overridden.rows;
  return {
    model: channelsFirst === undefined ? {} : { layout: channelsFirst ? 'channels-first' : 'channels-last' },
    input: await inputOf(files, meta, kind, overridden),
    ...(labels && { labels }),
    ...(task && { task }),
    ...(comparesRows && { comparedWith: { rows: await besideMeta(files, meta, background, 'the background') } }),
  };
}

async function inputOf(files: Files, meta: Meta, kind: Modality, overridden: Overridden): Promise<Described['input']> {
  const { vocabulary, features, categories, time } = meta;
  switch (kind) {
    case 'image':
      return {};
    case 'text':
      if (!vocabulary || overridden.vocabulary) return {};
      return { vocabulary: { ...vocabulary, file: await besideMeta(files, meta, vocabulary.file, 'the vocabulary') } };
    case 'series':
      return { ...(features && { features }), ...(time !== undefined && { time }) };
    case 'table':
      return { ...(features && { features }), ...(categories && { categories }) };
  }
}
