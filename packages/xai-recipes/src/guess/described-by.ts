import type { Modality } from '../inputs/modality';
import type { Meta } from '../models/meta';
import type { Recipe } from '../recipe/recipe';

/** What a description beside a model says of a recipe. */
export interface Described extends Pick<Recipe, 'labels' | 'task' | 'comparedWith'> {
  readonly model: Pick<Recipe['model'], 'layout'>;
  /** The fields of the input besides its kind. */
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * What the description of a model says of a recipe for a kind of input.
 *
 * @param meta whose files are named as the rest of the files are, by {@link resolvedMeta}
 *
 * @example
 * ```ts
 * const meta = { file: 'meta.json', task: 'regression', target: 'price', features: ['size', 'age'] } as const;
 * describedBy(meta, 'table'); // => { model: {}, input: { features: ['size', 'age'] }, labels: ['price'], task: 'regression' }
 * ```
 */
export function describedBy(meta: Meta | undefined, kind: Modality): Described {
  if (!meta) return { model: {}, input: {} };
  const { classes, task, target, onnx, background } = meta;
  const labels = classes ?? (task === 'regression' && target !== undefined ? [target] : undefined);
  const channelsFirst = onnx?.channelsFirst;
  const comparesRows = (kind === 'table' || kind === 'series') && background !== undefined;
  return {
    model: channelsFirst === undefined ? {} : { layout: channelsFirst ? 'channels-first' : 'channels-last' },
    input: inputOf(meta, kind),
    ...(labels && { labels }),
    ...(task && { task }),
    ...(comparesRows && { comparedWith: { rows: background } }),
  };
}

function inputOf({ vocabulary, tokenizer, features, categories, time }: Meta, kind: Modality): Described['input'] {
  switch (kind) {
    case 'image':
      return {};
    case 'text':
      if (tokenizer !== undefined) return { tokenizer };
      return vocabulary ? { vocabulary } : {};
    case 'series':
      return { ...(features && { features }), ...(time !== undefined && { time }) };
    case 'table':
      return { ...(features && { features }), ...(categories && { categories }) };
  }
}
