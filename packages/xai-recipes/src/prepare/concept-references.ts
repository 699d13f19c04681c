import { expandDims, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { CRP, cropMaxima, RelMax } from 'relevance-propagation';
import type { RGBAImage } from 'vision-heatmaps';
import { type Analyzer, type Explanation, type Progress, throwIfAborted } from 'xai-base';
import { RecipeError } from '../errors/errors';

/** A sample that a feature is most relevant for. */
export interface ConceptReference {
  /** Its place in the list of items. */
  readonly item: number;
  /** How much relevance the feature got of it. */
  readonly relevance: number;
  /** The part of the sample that the feature sees where it is most relevant. */
  readonly image: RGBAImage;
}

/** How references are looked for. */
export interface ReferenceSearch {
  /** How many of each feature, 6 if left out. */
  readonly count?: number;
  readonly signal?: AbortSignal;
  /** Called after each item that was looked at; all are looked at twice. */
  readonly onProgress?: (progress: Progress) => void;
}

/** What the search needs besides the explanation. */
export interface ReferenceTask {
  readonly analyzer: Analyzer;
  readonly items: number;
  /** An item as the model's input, `[1, ...]`, which belongs to the caller. */
  read(item: number): Promise<Tensor>;
  /** A part of an item's input as an image. */
  imageOf(part: Tensor): Promise<RGBAImage>;
}

/**
 * Of each feature that an explanation by CRP shows, the items that it is most relevant for, the most relevant first, cropped to what it sees there.
 *
 * @see R. Achtibat et al.: From attribution maps to human-understandable explanations through Concept Relevance Propagation (2023)
 */
export async function conceptReferences(
  { extras }: Explanation,
  { analyzer, items, read, imageOf }: ReferenceTask,
  { count = 6, signal, onProgress }: ReferenceSearch,
): Promise<ConceptReference[][]> {
  const [features] = (extras?.features as number[][] | undefined) ?? [];
  if (!(analyzer instanceof CRP) || analyzer.layer === undefined || !features) throw showsNoFeatures(analyzer.name);
  const { lrp, layer } = analyzer;
  let done = 0;
  const dataSet = async function* () {
    for (let item = 0; item < items; item++) {
      throwIfAborted(signal);
      const input = await read(item);
      try {
        yield input;
      } finally {
        input.dispose();
      }
      onProgress?.({ done: ++done, total: 2 * items });
    }
  };
  const maxima = await new RelMax(lrp, layer, count).collect(dataSet);
  const wanted = features.flatMap((feature) => maxima[feature] ?? []);
  const crops = await cropMaxima(lrp, layer, wanted, dataSet);
  const found = features.map((): ConceptReference[] => []);
  try {
    for (const { maximum, image } of crops) {
      const drawn = await withBatch(image, imageOf);
      const { sample: item, value: relevance } = maximum;
      found[features.indexOf(maximum.channel)].push({ item, relevance, image: drawn });
    }
    return found;
  } finally {
    for (const { image } of crops) image.dispose();
  }
}

async function withBatch(part: Tensor, imageOf: ReferenceTask['imageOf']): Promise<RGBAImage> {
  const one = tidy(() => expandDims(part, 0));
  try {
    return await imageOf(one);
  } finally {
    one.dispose();
  }
}

function showsNoFeatures(name: string): RecipeError {
  const expected = 'CRP, which shows features of a layer';
  const message = `${name} shows no features that samples could stand for; expected ${expected}.`;
  return new RecipeError(message, { argument: 'recipe.method.name', value: name, expected });
}
