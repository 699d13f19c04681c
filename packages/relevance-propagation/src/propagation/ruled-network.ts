import type { LayerNode, LayersModelLike } from 'xai-base';
import { assignRules, type LayerRules, type Rules } from '../composites/assign-rules';
import { type LayerSlot, layerSlots } from '../composites/layer-slot';
import { mayUseOwn } from '../rules/kept-parameters';
import type { LRPRule } from '../rules/lrp-rule';
import { PassRule } from '../rules/pass';
import { ZeroRule } from '../rules/zero';
import { LinearStep } from '../steps/linear-step';
import type { Step } from '../steps/step';
import { checkEnds, checkLayersModel } from './check-layers-model';
import { Network, type NetworkNode } from './network';

/** A node of the network with its rules. */
export interface RuledNode extends NetworkNode, LayerRules {}

const zero = new ZeroRule();
const pass = new PassRule();

/** A model with a rule for each layer. */
export class RuledNetwork {
  readonly network: Network;
  readonly layers: ReadonlyMap<LayerSlot, LayerRules>;
  readonly nodes: readonly RuledNode[];

  /**
   * @throws {ModelError} for a model that is no tfjs-layers model, or has not one output
   * @throws {ShapeError} for a list of rules that is not as long as the list of layers
   */
  constructor(model: LayersModelLike, rules?: Rules) {
    checkLayersModel(model);
    checkEnds(model);
    this.network = new Network(model);
    this.layers = assignRules(layerSlots(model), rules);
    const byPath = new Map([...this.layers].map(([{ path }, assigned]) => [path, assigned]));
    this.nodes = this.network.nodes.map((node) => ({
      ...node,
      ...(byPath.get(node.node.path) ?? { rule: zero, activationRule: pass }),
    }));
  }

  /** The rule of a step of a node. Where a layer has no weight, `ZeroRule` stands in for a rule that needs one. */
  ruleOf({ rule, activationRule, node }: RuledNode, step: Step): LRPRule {
    if (step.kind === 'activation') return activationRule;
    const hasWeight = step instanceof LinearStep && step.readers.weight !== undefined;
    return hasWeight || rule.isCompatible({ type: node.layer.getClassName(), hasWeight }) ? rule : zero;
  }

  /**
   * The use of a layer: of a layer that is used several times, the last; of a nested model, its last layer.
   *
   * @throws {LayerNotFoundError} when the model has no such layer
   */
  nodeOf(layer: string | number): RuledNode {
    const found = this.network.graph.find(layer);
    return this.nodes[this.network.graph.nodes.indexOf(found)];
  }

  /**
   * The steps by which the forward pass evaluates a layer, so that relevance is divided by its own values; none, where
   * the rule works with modified parameters alone and the layer may evaluate itself in one fused operation.
   */
  evaluatedSteps(node: LayerNode): readonly Step[] {
    const ruled = this.nodes[this.network.graph.nodes.indexOf(node)];
    const linear = ruled.steps.filter((step) => step instanceof LinearStep);
    const ownIsUsed = linear.some((step) => {
      const { weight, bias } = step.readers;
      return mayUseOwn(this.ruleOf(ruled, step), { weight: weight !== undefined, bias: bias !== undefined });
    });
    return linear.length === 0 || ownIsUsed ? ruled.steps : [];
  }
}
