import type { LayersModelLike } from 'xai-base';
import { checkLayersModel } from '../propagation/check-layers-model';
import type { LRPRule } from '../rules/lrp-rule';
import { assignRules, type LayerRules, type Rules } from './assign-rules';
import { type LayerSlot, layerSlots } from './layer-slot';

/** One line a layer: its name, its class and its rule. */
export function layerLines(layers: ReadonlyMap<LayerSlot, LayerRules>): string[] {
  const rows = [...layers].map(([{ path, type }, { rule }]) => ({ title: `${path} (${type})`, rule }));
  const width = Math.max(...rows.map(({ title }) => title.length));
  return rows.map(({ title, rule }) => `  ${title.padEnd(width)} => ${rule}`);
}

/**
 * Which rule each layer gets.
 *
 * @param model a tfjs-layers model
 * @param rules a composite
 * @throws {ModelError} for a model that has no layers
 * @throws {ValueError} for anything that gives no rules
 * @returns a rule a layer, in the order of the model's layers; `new LRP(model, lrpRules(model, composite))` takes them
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2] })] });
 * lrpRules(model, new EpsilonPlus()).map(String); // => ['EpsilonRule(0.000001)']
 * ```
 */
export function lrpRules(model: LayersModelLike, rules?: Rules): LRPRule[] {
  checkLayersModel(model);
  return [...assignRules(layerSlots(model), rules).values()].map(({ rule }) => rule);
}

/**
 * The layers of a model with their indices, as `LayerMap` and `RangeMap` take them: one a line.
 *
 * @param model a tfjs-layers model
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2], name: 'only' })] });
 * showLayerIndices(model); // => '0  only (Dense)'
 * ```
 */
export function showLayerIndices(model: LayersModelLike): string {
  checkLayersModel(model);
  const slots = layerSlots(model);
  const width = String(model.layers.length - 1).length;
  return slots.map(({ index, path, type }) => `${String(index).padStart(width)}  ${path} (${type})`).join('\n');
}
