import type { PlainTensor } from 'xai-base';
import type { LayerReport } from './explained';

/** An item that a feature of a layer is relevant for. */
export interface Reference {
  /** Its place in the list of items. */
  readonly item: number;
  readonly relevance: number;
}

/**
 * The items that features of a layer are most relevant for (RelMax): what the model uses these features for.
 *
 * @param reports of each item what LRP does in each layer
 * @param features the channels in question
 * @param layer its name; the last convolution or activation with a space, as CRP looks at, if it is left out
 * @see R. Achtibat et al.: From attribution maps to human-understandable explanations through Concept Relevance Propagation (2023)
 */
export function referencesOf(
  reports: readonly (readonly LayerReport[])[],
  features: readonly number[],
  layer?: string,
  count = 6,
): Reference[][] {
  const found = reports.map((layers) => relevancesOf(layerIn(layers, layer)));
  return features.map((feature) =>
    found
      .map((channels, item) => ({ item, relevance: channels[feature] ?? 0 }))
      .sort((a, b) => b.relevance - a.relevance)
      .slice(0, count),
  );
}

function layerIn(layers: readonly LayerReport[], name: string | undefined): PlainTensor {
  const spatial = layers.filter(({ relevances: { shape = [] } = {} }) => shape.length === 4 && shape[1] * shape[2] > 1);
  const last = spatial.findLast(({ type }) => /Conv|Activation|ReLU/.test(type)) ?? spatial.at(-1);
  const found = name === undefined ? last : layers.find(({ layer }) => layer === name);
  if (found?.relevances) return found.relevances;
  throw new Error(
    `LRP tells no relevance of ${name ?? 'a layer with feature maps'}, so that there are no reference samples.`,
  );
}

/** The relevance of each channel: the sum over its places. */
function relevancesOf({ shape, data }: PlainTensor): Float64Array {
  const channels = shape[shape.length - 1];
  const sums = new Float64Array(channels);
  for (let at = 0; at < data.length; at++) sums[at % channels] += data[at];
  return sums;
}
