import { type Tensor, tile } from '@tensorflow/tfjs-core';
import type { Activations } from './activations';
import type { RuledNode } from './ruled-network';

/** Activations with the whole batch repeated, `[a, b] -> [a, b, a, b]`, made when asked for. */
export class RepeatedActivations {
  private readonly values = new Map<number, Tensor>();

  constructor(
    private readonly activations: Activations,
    private readonly times: number,
  ) {}

  /** The repeated value of a slot. */
  of(slot: number): Tensor {
    const value = this.activations.of(slot);
    if (this.times === 1) return value;
    const known = this.values.get(slot) ?? tile(value, [this.times, ...value.shape.slice(1).map(() => 1)]);
    this.values.set(slot, known);
    return known;
  }

  /** Frees the repeated values of a node's outputs. */
  free({ node }: RuledNode): void {
    for (const slot of node.outputs) {
      this.values.get(slot)?.dispose();
      this.values.delete(slot);
    }
  }
}
