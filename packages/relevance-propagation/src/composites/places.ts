import { describeValue, ValueError } from 'xai-base';
import { layerNotFound } from './layer-not-found';
import { isInput, isNamed, type LayerSlot } from './layer-slot';

/** Which layers of a model a primitive concerns. */
export interface Place {
  /** In words. */
  readonly name: string;
  includes(layer: LayerSlot, layers: readonly LayerSlot[]): boolean;
}

export const allLayers: Place = { name: 'all layers', includes: () => true };

/** The first layer with weights. */
export const firstLayer: Place = {
  name: 'the first layer',
  includes: (layer, layers) => layer === layers.find(({ isWeighted }) => isWeighted),
};

/** The last layer with weights. */
export const lastLayer: Place = {
  name: 'the last layer',
  includes: (layer, layers) => layer === layers.findLast(({ isWeighted }) => isWeighted),
};

/** The first n layers, the model's inputs not counted. */
export function firstLayers(count: number): Place {
  checkRange(0, count);
  return {
    name: `the first ${count} layers`,
    includes: (layer, layers) =>
      layers
        .filter((one) => !isInput(one))
        .slice(0, count)
        .includes(layer),
  };
}

/**
 * The layers from an index to another.
 *
 * @param owner whose place it is, for messages
 * @throws {ValueError} for a range whose end is before its beginning
 * @throws {LayerNotFoundError} in a model all of whose layers are before it
 */
export function layerRange(owner: string, from: number, to: number): Place {
  checkRange(from, to);
  return {
    name: `layers ${from} to ${to}`,
    includes({ index }, layers) {
      if (!layers.some((one) => one.index >= from)) throw layerNotFound(owner, from, layers);
      return index >= from && index <= to;
    },
  };
}

/**
 * A layer by its index, or by its name or path.
 *
 * @throws {LayerNotFoundError} in a model that has none of that name
 */
export function oneLayer(owner: string, wanted: number | string): Place {
  const isWanted = (slot: LayerSlot) => (typeof wanted === 'number' ? slot.index === wanted : isNamed(slot, wanted));
  return {
    name: `layer ${wanted}`,
    includes(layer, layers) {
      if (layers.some(isWanted)) return isWanted(layer);
      throw layerNotFound(owner, wanted, layers);
    },
  };
}

function checkRange(from: number, to: number): void {
  if (Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && to >= from) return;
  const expected = 'two layer indices, the lower first';
  throw new ValueError(`The range ${describeValue(from)} to ${describeValue(to)}: expected ${expected}.`, {
    argument: 'range',
    value: [from, to],
    expected,
  });
}
