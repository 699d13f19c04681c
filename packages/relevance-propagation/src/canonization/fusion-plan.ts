import { type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { LayerGraph, LayerNode } from 'xai-base';
import { DropoutLayer } from '../layers/groups';
import { InspectedLayer } from '../layers/inspected-layer';
import { batchNormalizationAsAffine, normalizesLastAxis } from '../layers/normalization';
import type { Affine, LinearParameters } from './affine';
import { type Blueprint, blueprintOf } from './blueprint';
import { fusions } from './fusions';
import type { Edits } from './rebuild';

/** Which batch normalizations of a graph are fused into which linear layers. Call it inside `tidy`. */
export class FusionPlan {
  private readonly parameters = new Map<LayerNode, LinearParameters>();
  private readonly removed = new Set<LayerNode>();

  constructor(private readonly graph: LayerGraph) {
    for (const node of graph.nodes) {
      if (node.layer.getClassName() !== 'BatchNormalization' || !this.isUsedOnce(node)) continue;
      const layer = new InspectedLayer(node.layer, 1);
      if (!normalizesLastAxis(layer)) continue;
      const { scale, shift } = batchNormalizationAsAffine(layer);
      const affine = { scale: scale(), shift: shift() };
      if (this.fuseBackward(node, affine) || this.fuseForward(node, affine)) this.removed.add(node);
    }
  }

  /** The edits that the fusions amount to. */
  edits(): Edits {
    const edits = new Map<LayerNode, Blueprint[]>();
    for (const node of this.removed) edits.set(node, []);
    for (const [node, { kernels, bias }] of this.parameters) {
      const { className, config } = blueprintOf(node.layer);
      edits.set(node, [{ className, config: { ...config, useBias: true }, weights: [...kernels, bias] }]);
    }
    return edits;
  }

  /** Into the linear layer before it. */
  private fuseBackward(node: LayerNode, affine: Affine): boolean {
    const target = this.walk(node, affine, (one) => this.producer(one.inputs[0]));
    const fusion = target && fusions[target.layer.getClassName()];
    if (!target || !fusion || !this.feedsOnly(target) || !isLinear(target)) return false;
    this.parameters.set(target, fusion.after(this.parametersOf(target), affine));
    return true;
  }

  /** Into the linear layer after it. */
  private fuseForward(node: LayerNode, affine: Affine): boolean {
    if (!this.feedsOnly(node)) return false;
    const target = this.walk(node, affine, (one) => this.consumers(one.outputs[0])[0]);
    const fusion = target && fusions[target.layer.getClassName()];
    if (!target || !fusion?.before || !this.isUsedOnce(target)) return false;
    const { padding } = new InspectedLayer(target.layer, 1).config;
    const isPadded = padding !== undefined && padding !== 'valid';
    if (isPadded && !isZero(affine.shift)) return false;
    this.parameters.set(target, fusion.before(this.parametersOf(target), affine));
    return true;
  }

  /** Goes from a normalization to the next layer that it does not simply pass through. */
  private walk(
    node: LayerNode,
    affine: Affine,
    next: (node: LayerNode) => LayerNode | undefined,
  ): LayerNode | undefined {
    let one = next(node);
    while (one && this.letsPass(one, affine)) one = next(one);
    return one;
  }

  /** Whether scaling and shifting may as well take place on the other side of a layer. */
  private letsPass(node: LayerNode, { shift }: Affine): boolean {
    if (!this.isUsedOnce(node) || !this.feedsOnly(node)) return false;
    const type = node.layer.getClassName();
    if (this.removed.has(node) || DropoutLayer.includes(type)) return true;
    if (type === 'Flatten') return this.isFollowedByDense(node);
    return type === 'ZeroPadding2D' && isZero(shift);
  }

  private isFollowedByDense(node: LayerNode): boolean {
    return this.consumers(node.outputs[0])[0]?.layer.getClassName() === 'Dense';
  }

  private parametersOf(node: LayerNode): LinearParameters {
    const known = this.parameters.get(node);
    if (known) return known;
    const type = node.layer.getClassName();
    const layer = new InspectedLayer(node.layer, 1);
    const kernels = (fusions[type]?.kernels ?? []).map((name) => (layer.variable(name) as () => Tensor)());
    const outputs = type === 'Conv2DTranspose' ? kernels[0].shape[2] : undefined;
    const channels = outputs ?? channelsOf(type, kernels);
    return { kernels, bias: layer.variable('bias')?.() ?? zeros([channels]) };
  }

  private producer(slot: number): LayerNode | undefined {
    return this.graph.nodes.find(({ outputs }) => outputs.includes(slot));
  }

  private consumers(slot: number): LayerNode[] {
    return this.graph.nodes.filter(({ inputs }) => inputs.includes(slot));
  }

  /** Whether a node is the only use of its layer, and its output goes to one place only. */
  private feedsOnly(node: LayerNode): boolean {
    const [slot] = node.outputs;
    const uses = this.graph.nodes.flatMap(({ inputs }) => inputs.filter((one) => one === slot)).length;
    return this.isUsedOnce(node) && uses === 1 && !this.graph.outputs.includes(slot);
  }

  private isUsedOnce({ layer }: LayerNode): boolean {
    return this.graph.nodes.filter((one) => one.layer === layer).length === 1;
  }
}

function channelsOf(type: string, kernels: readonly Tensor[]): number {
  const shape = kernels[kernels.length - 1].shape;
  const last = shape[shape.length - 1];
  return type === 'DepthwiseConv2D' ? last * shape[shape.length - 2] : last;
}

function isLinear({ layer }: LayerNode): boolean {
  const { activation } = new InspectedLayer(layer, 1);
  return !activation || activation.getClassName() === 'linear';
}

function isZero(x: Tensor): boolean {
  return x.dataSync().every((value) => value === 0);
}
