import { ActivationLayer, type LayerGroup } from '../layers/groups';
import type { LRPRule } from '../rules/lrp-rule';
import { checkTypeRules } from './check-types';
import type { AssignedRules, CompositePrimitive } from './composite';
import type { LayerSlot } from './layer-slot';
import { allLayers, firstLayer, firstLayers, lastLayer, layerRange, type Place } from './places';

/** A class of layers, by name or as a group, and its rule. */
export type TypeRule = readonly [type: string | LayerGroup, rule: LRPRule];

/** A primitive that gives rules by the class of the layers at certain positions; of several rules that fit, the last. */
abstract class TypeMap implements CompositePrimitive {
  readonly rules: readonly TypeRule[];

  /** @throws {ValueError} for anything but lines of types and rules, and for a class of layers that does not exist */
  constructor(...rules: TypeRule[]) {
    checkTypeRules(new.target.name, rules);
    this.rules = rules;
  }

  protected abstract readonly place: Place;

  assign(layer: LayerSlot, layers: readonly LayerSlot[]): AssignedRules | undefined {
    if (!this.place.includes(layer, layers)) return undefined;
    const ruleFor = (type: string) => this.rules.findLast(([types]) => [types].flat().includes(type))?.[1];
    const rule = ruleFor(layer.type);
    // an activation function inside of another layer is treated like a layer of its own
    const activationRule = ActivationLayer.includes(layer.type) ? rule : ruleFor('Activation');
    return { ...(rule && { rule }), ...(activationRule && { activationRule }) };
  }

  toString(): string {
    const lines = this.rules.map(([types, rule]) => `\n    ${[types].flat().join(', ')} => ${rule}`);
    return `${this.constructor.name}: ${this.place.name}${lines.join('')}`;
  }
}

/**
 * Rules by class, for all layers.
 *
 * @example
 * ```ts
 * String(new GlobalTypeMap(['Dense', new ZeroRule()])); // => 'GlobalTypeMap: all layers\n    Dense => ZeroRule'
 * ```
 */
export class GlobalTypeMap extends TypeMap {
  protected readonly place = allLayers;
}

/**
 * Rules by class, for a range of indices into the model's layers, both ends included.
 *
 * @example
 * ```ts
 * String(new RangeTypeMap(0, 3, ['Dense', new ZeroRule()])); // => 'RangeTypeMap: layers 0 to 3\n    Dense => ZeroRule'
 * ```
 */
export class RangeTypeMap extends TypeMap {
  protected readonly place: Place;

  constructor(
    readonly from: number,
    readonly to: number,
    ...rules: TypeRule[]
  ) {
    super(...rules);
    this.place = layerRange('RangeTypeMap', from, to);
  }
}

/**
 * Rules by class, for the first layer with weights.
 *
 * @example
 * ```ts
 * const map = new FirstLayerTypeMap(['Dense', new WSquareRule()]);
 * String(map); // => 'FirstLayerTypeMap: the first layer\n    Dense => WSquareRule'
 * ```
 */
export class FirstLayerTypeMap extends TypeMap {
  protected readonly place = firstLayer;
}

/**
 * Rules by class, for the last layer with weights.
 *
 * @example
 * ```ts
 * const map = new LastLayerTypeMap(['Dense', new ZeroRule()]);
 * String(map); // => 'LastLayerTypeMap: the last layer\n    Dense => ZeroRule'
 * ```
 */
export class LastLayerTypeMap extends TypeMap {
  protected readonly place = lastLayer;
}

/**
 * Rules by class, for the first n layers, the model's inputs not counted.
 *
 * @example
 * ```ts
 * const map = new FirstNTypeMap(3, [['Conv2D'], new FlatRule()]);
 * String(map); // => 'FirstNTypeMap: the first 3 layers\n    Conv2D => FlatRule'
 * ```
 */
export class FirstNTypeMap extends TypeMap {
  protected readonly place: Place;

  constructor(
    readonly count: number,
    ...rules: TypeRule[]
  ) {
    super(...rules);
    this.place = firstLayers(count);
  }
}
