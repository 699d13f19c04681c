import type { Tensor } from '@tensorflow/tfjs-core';
import { isLayersModel, type Model } from 'xai-base';
import { describeNodes } from '../graph/describe-nodes';
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
 * Which rule each layer gets; of a model without layers, each operator.
 *
 * @param model a tfjs-layers model, or any other that has gradients
 * @param rules a composite
 * @param example an input that a model without layers is run on, to see its operators
 * @throws {ModelError} for anything that is no model
 * @throws {ValueError} for anything that gives no rules, and a model without layers and an example
 * @returns a rule a layer, in the order of the model's layers; `new LRP(model, lrpRules(model, composite))` takes them
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2] })] });
 * lrpRules(model, new EpsilonPlus()).map(String); // => ['EpsilonRule(0.000001)']
 *
 * const weights = tf.tensor2d([[1], [2]]);
 * const traced = (x: tf.Tensor) => tf.matMul(x, weights);
 * lrpRules(traced, new EpsilonPlus(), tf.zeros([1, 2])).map(String); // => ['EpsilonRule(0.000001)']
 * ```
 */
export function lrpRules(model: Model, rules?: Rules, example?: Tensor): LRPRule[] {
  return namedRules(model, rules, example).map(({ rule }) => rule);
}

/** A layer, or an operator, and the rule that it gets. */
export interface NamedRule {
  readonly name: string;
  readonly type: string;
  readonly rule: LRPRule;
}

/**
 * What {@link lrpRules} gives, with the name and the type of each layer, or operator.
 *
 * @param model a tfjs-layers model, or any other that has gradients
 * @param rules a composite
 * @param example an input that a model without layers is run on, to see its operators
 * @throws {ModelError} for anything that is no model
 * @throws {ValueError} for anything that gives no rules, and a model without layers and an example
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2], name: 'only' })] });
 * const [{ name, type }] = namedRules(model, new EpsilonPlus());
 * `${name} (${type})`; // => 'only (Dense)'
 * ```
 */
export function namedRules(model: Model, rules?: Rules, example?: Tensor): NamedRule[] {
  if (!isLayersModel(model)) return describeNodes(model, rules, example);
  return [...assignRules(layerSlots(model), rules)].map(([{ path, type }, { rule }]) => ({ name: path, type, rule }));
}

/**
 * The layers of a model with their indices, as `LayerMap` and `RangeMap` take them: one a line; of a model without layers, its operators.
 *
 * @param model a tfjs-layers model, or any other that has gradients
 * @param example an input that a model without layers is run on, to see its operators
 * @throws {ModelError} for anything that is no model
 * @throws {ValueError} for a model without layers and an example
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2], name: 'only' })] });
 * showLayerIndices(model); // => '0  only (Dense)'
 * showLayerIndices((x: tf.Tensor) => tf.sum(tf.relu(x), 1, true), tf.zeros([1, 2])); // => '0  relu (ReLU)\n1  sum (Sum)'
 * ```
 */
export function showLayerIndices(model: Model, example?: Tensor): string {
  const slots = isLayersModel(model)
    ? layerSlots(model).map(({ index, path, type }) => ({ index, title: `${path} (${type})` }))
    : describeNodes(model, undefined, example).map(({ name, type }, index) => ({ index, title: `${name} (${type})` }));
  const width = String(slots[slots.length - 1]?.index ?? 0).length;
  return slots.map(({ index, title }) => `${String(index).padStart(width)}  ${title}`).join('\n');
}
