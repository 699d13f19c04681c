import { type Tensor, tile } from '@tensorflow/tfjs-core';
import type { Activations, NetworkValues } from './activations';
import type { RuledNode } from './ruled-network';

/** Activations with the whole batch repeated, `[a, b] -> [a, b, a, b]`, made when asked for. */
export class RepeatedActivations implements NetworkValues {
  private readonly values = new Map<Tensor, Tensor>();

  constructor(
    private readonly activations: Activations,
    private readonly times: number,
  ) {}

  of(slot: number): Tensor {
    return this.repeat(this.activations.of(slot));
  }

  behind(node: RuledNode, step: number): Tensor | undefined {
    const value = this.activations.behind(node, step);
    return value && this.repeat(value);
  }

  /** Frees the repeated values of a node. */
  free(node: RuledNode): void {
    const outputs = node.node.outputs.map((slot) => this.activations.of(slot));
    const inner = node.steps.map((_, step) => this.activations.behind(node, step));
    for (const value of [...outputs, ...inner]) {
      if (!value) continue;
      this.values.get(value)?.dispose();
      this.values.delete(value);
    }
  }

  private repeat(value: Tensor): Tensor {
    if (this.times === 1) return value;
    const known = this.values.get(value) ?? tile(value, [this.times, ...value.shape.slice(1).map(() => 1)]);
    this.values.set(value, known);
    return known;
  }
}
