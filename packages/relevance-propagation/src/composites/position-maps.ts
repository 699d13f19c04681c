import { checkRule } from '../rules/check-rule';
import type { LRPRule } from '../rules/lrp-rule';
import type { AssignedRules, CompositePrimitive } from './composite';
import type { LayerSlot } from './layer-slot';
import { allLayers, firstLayer, lastLayer, layerRange, oneLayer, type Place } from './places';

/** A primitive that gives one rule to the layers at certain positions. */
abstract class PositionMap implements CompositePrimitive {
  /** @throws {ValueError} for anything but a rule */
  constructor(readonly rule: LRPRule) {
    checkRule(rule);
  }

  protected abstract readonly place: Place;

  assign(layer: LayerSlot, layers: readonly LayerSlot[]): AssignedRules | undefined {
    return this.place.includes(layer, layers) ? { rule: this.rule, activationRule: this.rule } : undefined;
  }

  toString(): string {
    return `${this.constructor.name}: ${this.place.name} => ${this.rule}`;
  }
}

/**
 * All layers get the rule.
 *
 * @example
 * ```ts
 * String(new GlobalMap(new ZeroRule())); // => 'GlobalMap: all layers => ZeroRule'
 * ```
 */
export class GlobalMap extends PositionMap {
  protected readonly place = allLayers;
}

/**
 * One layer gets the rule: by its index into the model's layers (of a nested model: all layers in it), its name or its path.
 *
 * @throws {LayerNotFoundError} from `assign`, when the model has no such layer
 *
 * @example
 * ```ts
 * String(new LayerMap('conv2d_2', new ZPlusRule())); // => 'LayerMap: layer conv2d_2 => ZPlusRule'
 * ```
 */
export class LayerMap extends PositionMap {
  protected readonly place: Place;

  constructor(
    readonly layer: number | string,
    rule: LRPRule,
  ) {
    super(rule);
    this.place = oneLayer('LayerMap', layer);
  }
}

/**
 * The layers of a range of indices into the model's layers get the rule, both ends included.
 *
 * @throws {ValueError} for a range whose end is before its beginning
 * @throws {LayerNotFoundError} from `assign`, for a range that begins behind the last layer
 *
 * @example
 * ```ts
 * String(new RangeMap(2, 5, new GammaRule())); // => 'RangeMap: layers 2 to 5 => GammaRule(0.25)'
 * ```
 */
export class RangeMap extends PositionMap {
  protected readonly place: Place;

  constructor(
    readonly from: number,
    readonly to: number,
    rule: LRPRule,
  ) {
    super(rule);
    this.place = layerRange('RangeMap', from, to);
  }
}

/**
 * The first layer with weights (a convolution or a dense layer) gets the rule: a model's input, padding or flattening
 * before it do not count.
 *
 * @example
 * ```ts
 * String(new FirstLayerMap(new FlatRule())); // => 'FirstLayerMap: the first layer => FlatRule'
 * ```
 */
export class FirstLayerMap extends PositionMap {
  protected readonly place = firstLayer;
}

/**
 * The last layer with weights (a convolution or a dense layer) gets the rule: an activation after it does not count.
 *
 * @example
 * ```ts
 * String(new LastLayerMap(new EpsilonRule(0.5))); // => 'LastLayerMap: the last layer => EpsilonRule(0.5)'
 * ```
 */
export class LastLayerMap extends PositionMap {
  protected readonly place = lastLayer;
}
