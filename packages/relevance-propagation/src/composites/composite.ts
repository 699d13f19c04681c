import { describeValue, ValueError } from 'xai-base';
import type { LRPRule } from '../rules/lrp-rule';
import type { LayerSlot } from './layer-slot';

/** What a layer gets from a composite: a rule, and one for the activation function inside of it. */
export interface AssignedRules {
  readonly rule?: LRPRule;
  readonly activationRule?: LRPRule;
}

/** One line of a composite: which layers get which rule. */
export interface CompositePrimitive {
  /**
   * @param layer the layer in question
   * @param layers all layers of the model, in its order
   * @returns what it gets; nothing, where the primitive does not concern it
   */
  assign(layer: LayerSlot, layers: readonly LayerSlot[]): AssignedRules | undefined;
  toString(): string;
}

/**
 * Rules by layer type and position: a list of primitives, of which later ones win.
 *
 * @example
 * ```ts
 * const composite = new Composite(
 *   new GlobalTypeMap([ConvLayer, new ZPlusRule()], ['Dense', new EpsilonRule()]),
 *   new FirstLayerMap(new FlatRule()),
 * );
 * String(composite).split('\n')[0]; // => 'Composite('
 * ```
 */
export class Composite implements CompositePrimitive {
  readonly primitives: readonly CompositePrimitive[];

  /** @throws {ValueError} for anything that is not a primitive or a composite */
  constructor(...primitives: CompositePrimitive[]) {
    this.primitives = primitives;
    const wrong = primitives.find((primitive) => typeof primitive?.assign !== 'function');
    if (wrong === undefined && primitives.every(Boolean)) return;
    const expected = 'primitives such as new GlobalTypeMap([ConvLayer, new ZPlusRule()])';
    throw new ValueError(`Composite got ${describeValue(wrong)}; expected ${expected}.`, {
      argument: 'primitives',
      value: wrong,
      expected,
    });
  }

  assign(layer: LayerSlot, layers: readonly LayerSlot[]): AssignedRules {
    return Object.assign({}, ...this.primitives.map((primitive) => primitive.assign(layer, layers)));
  }

  toString(): string {
    return `${this.constructor.name}(\n${this.primitives.map((primitive) => `  ${primitive},\n`).join('')})`;
  }
}
