import type { Tensor } from '@tensorflow/tfjs-core';
import type { Network } from './network';
import type { RuledNode } from './ruled-network';

/** The values of all slots of a network for one input batch; each is freed when the backward pass has no more use for it. */
export class Activations {
  private readonly values = new Map<number, Tensor>();
  readonly output: Tensor;
  private readonly outputSlot: number;

  /** Evaluates the model: a pure program of TensorFlow.js ops. */
  constructor(
    { graph }: Network,
    readonly input: Tensor,
  ) {
    this.values.set(graph.inputs[0], input);
    this.outputSlot = graph.outputs[0];
    [this.output] = graph.run([input], (node, outputs) => {
      node.outputs.forEach((slot, index) => {
        this.values.set(slot, outputs[index]);
      });
      return undefined;
    });
  }

  /** The value of a slot. */
  of(slot: number): Tensor {
    return this.values.get(slot) as Tensor;
  }

  /** Frees the outputs of a node whose relevance has been passed on; the model's output stays. */
  free({ node }: RuledNode): void {
    for (const slot of node.outputs) {
      if (slot !== this.outputSlot) this.values.get(slot)?.dispose();
      this.values.delete(slot);
    }
  }
}
