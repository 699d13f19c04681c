import { describeValue, LayerNotFoundError, nearest } from 'xai-base';
import type { LayerSlot } from './layer-slot';

/** The error for a layer that a primitive names and the model does not have; it lists the layers. */
export function layerNotFound(owner: string, layer: unknown, layers: readonly LayerSlot[]): LayerNotFoundError {
  const names = layers.flatMap(({ name, path }) => [name, path]);
  const guess = typeof layer === 'string' ? nearest(layer, names) : undefined;
  const all = layers.map(({ index, path }) => `${index} ${path}`).join(', ');
  return new LayerNotFoundError(
    `${owner}: layer ${typeof layer === 'string' ? layer : describeValue(layer)} is not in the model${guess ? `; did you mean ${guess}?` : '.'} ` +
      (layers.length > 0 ? `Its layers: ${all}.` : 'It has no layers.'),
    { argument: 'layer', value: layer, expected: 'the name or the index of a layer of the model' },
  );
}
