import { describeValue, ValueError } from 'xai-base';
import { checkRule } from '../rules/check-rule';
import type { LRPRule } from '../rules/lrp-rule';
import type { AssignedRules, CompositePrimitive } from './composite';
import { layerNotFound } from './layer-not-found';
import { isInput, isNamed, type LayerSlot } from './layer-slot';

/** A primitive that gives one rule to the layers at certain positions. */
abstract class PositionMap implements CompositePrimitive {
  /** @throws {ValueError} for anything but a rule */
  constructor(readonly rule: LRPRule) {
    checkRule(rule);
  }

  protected abstract matches(layer: LayerSlot, layers: readonly LayerSlot[]): boolean;

  protected abstract where(): string;

  assign(layer: LayerSlot, layers: readonly LayerSlot[]): AssignedRules | undefined {
    return this.matches(layer, layers) ? { rule: this.rule, activationRule: this.rule } : undefined;
  }

  toString(): string {
    return `${this.constructor.name}: ${this.where()} => ${this.rule}`;
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
  protected matches(): boolean {
    return true;
  }

  protected where(): string {
    return 'all layers';
  }
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
  constructor(
    readonly layer: number | string,
    rule: LRPRule,
  ) {
    super(rule);
  }

  protected matches(slot: LayerSlot, layers: readonly LayerSlot[]): boolean {
    if (layers.some((one) => this.names(one))) return this.names(slot);
    throw layerNotFound('LayerMap', this.layer, layers);
  }

  private names(slot: LayerSlot): boolean {
    return typeof this.layer === 'number' ? slot.index === this.layer : isNamed(slot, this.layer);
  }

  protected where(): string {
    return `layer ${this.layer}`;
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
  constructor(
    readonly from: number,
    readonly to: number,
    rule: LRPRule,
  ) {
    super(rule);
    checkRange(from, to);
  }

  protected matches({ index }: LayerSlot, layers: readonly LayerSlot[]): boolean {
    checkBegins('RangeMap', this.from, layers);
    return index >= this.from && index <= this.to;
  }

  protected where(): string {
    return `layers ${this.from} to ${this.to}`;
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
  protected matches(layer: LayerSlot, layers: readonly LayerSlot[]): boolean {
    return isFirst(layer, layers);
  }

  protected where(): string {
    return 'the first layer';
  }
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
  protected matches(layer: LayerSlot, layers: readonly LayerSlot[]): boolean {
    return isLast(layer, layers);
  }

  protected where(): string {
    return 'the last layer';
  }
}

/** Whether it is the first layer with weights. */
export function isFirst(layer: LayerSlot, layers: readonly LayerSlot[]): boolean {
  return layer === layers.find(({ isWeighted }) => isWeighted);
}

/** Whether it is the last layer with weights. */
export function isLast(layer: LayerSlot, layers: readonly LayerSlot[]): boolean {
  return layer === layers.findLast(({ isWeighted }) => isWeighted);
}

/** Whether it is among the first n layers, the model's inputs not counted. */
export function isAmongFirst(count: number, layer: LayerSlot, layers: readonly LayerSlot[]): boolean {
  return layers
    .filter((one) => !isInput(one))
    .slice(0, count)
    .includes(layer);
}

/** @throws {ValueError} for a range whose end is before its beginning */
export function checkRange(from: number, to: number): void {
  if (Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && to >= from) return;
  const expected = 'two layer indices, the lower first';
  throw new ValueError(`The range ${describeValue(from)} to ${describeValue(to)}: expected ${expected}.`, {
    argument: 'range',
    value: [from, to],
    expected,
  });
}

/** @throws {LayerNotFoundError} for a range that begins behind the last layer */
export function checkBegins(owner: string, from: number, layers: readonly LayerSlot[]): void {
  if (!layers.some(({ index }) => index >= from)) throw layerNotFound(owner, from, layers);
}
