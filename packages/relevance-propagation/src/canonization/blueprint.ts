import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayerLike } from 'xai-base';

/** What a layer of a new model is made from. */
export interface Blueprint {
  readonly className: string;
  readonly config: Record<string, unknown>;
  /** The weights in the layer's order; they stay the caller's. */
  readonly weights: readonly Tensor[];
}

interface ConfiguredLayer extends LayerLike {
  getConfig(): Record<string, unknown>;
  getWeights(): Tensor[];
  /** The layer that a wrapper holds. */
  readonly layer?: LayerLike;
}

/** The blueprint of a layer as it is. */
export function blueprintOf(layer: LayerLike): Blueprint {
  const weights = (layer as ConfiguredLayer).getWeights();
  return { className: layer.getClassName(), config: configOf(layer), weights };
}

/**
 * The options of a layer. Those that its configuration leaves out are read from the layer itself: in tfjs-layers 4.22
 * separable convolutions forget their depth multiplier. Constraints, which would be imposed on fused weights, too, are
 * left out: they are for training.
 */
function configOf(layer: LayerLike): Record<string, unknown> {
  const { layer: inner } = layer as ConfiguredLayer;
  const config = (layer as ConfiguredLayer).getConfig();
  const forgotten = Object.entries(layer).filter(([key, value]) => !(key in config) && isOption(value));
  return {
    ...Object.fromEntries(forgotten),
    ...withoutConstraints(config),
    ...(inner && { layer: { className: inner.getClassName(), config: configOf(inner) } }),
  };
}

/** Whether a property may be what an option said: a plain value or a list of some. */
function isOption(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isOption);
  return ['number', 'string', 'boolean'].includes(typeof value);
}

/** A configuration without constraints, also those of the cells that it holds. */
function withoutConstraints(config: object): Record<string, unknown> {
  const kept = Object.entries(config).filter(([key]) => !key.endsWith('Constraint'));
  return Object.fromEntries(kept.map(([key, value]) => [key, cleaned(value)]));
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  const isConfig = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isConfig ? withoutConstraints(value) : value;
}
