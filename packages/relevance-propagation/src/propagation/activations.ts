import { cast, clone, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { ArrangedInputs, LayerNode } from 'xai-base';
import type { Step } from '../steps/step';
import type { RuledNetwork, RuledNode } from './ruled-network';

/** The values of a network that a backward pass reads. */
export interface NetworkValues {
  /** The value of a slot. */
  of(slot: number): Tensor;
  /** The value behind one of the steps of a node, the last excepted; nothing, where the layer evaluated itself. */
  behind(node: RuledNode, step: number): Tensor | undefined;
}

/**
 * The values of all slots of a network for one input batch, and those between the steps of its layers: one evaluation
 * gives a layer's output and the z that relevance is divided by, as two that round differently are wrong where z is
 * small. Each is freed when the backward pass has no more use for it.
 */
export class Activations implements NetworkValues {
  private readonly values = new Map<number, Tensor>();
  private readonly inner = new Map<LayerNode, readonly Tensor[]>();
  /** The explained input. */
  readonly input: Tensor;
  readonly inputSlot: number;
  readonly output: Tensor;
  private readonly outputSlot: number;

  /** Evaluates the model: a pure program of TensorFlow.js ops. */
  constructor(network: RuledNetwork, { tensors, explained }: ArrangedInputs) {
    const { graph } = network.network;
    const numbers = tensors.map((one) => (one.dtype === 'float32' ? one : cast(one, 'float32'))); // as layers take images of bytes, too
    graph.inputs.forEach((slot, index) => {
      this.values.set(slot, numbers[index]);
    });
    this.input = numbers[explained];
    this.inputSlot = graph.inputs[explained];
    this.outputSlot = graph.outputs[0];
    [this.output] = graph.run(
      numbers,
      (node, outputs) => {
        node.outputs.forEach((slot, index) => {
          this.values.set(slot, outputs[index]);
        });
        return undefined;
      },
      (node, inputs) => {
        const steps = network.evaluatedSteps(node);
        if (steps.length === 0) return undefined;
        const values = evaluate(steps, inputs);
        this.inner.set(node, values.slice(0, -1));
        return values.slice(-1);
      },
    );
  }

  of(slot: number): Tensor {
    return this.values.get(slot) as Tensor;
  }

  behind({ node }: RuledNode, step: number): Tensor | undefined {
    return this.inner.get(node)?.[step];
  }

  /** Frees the values of a node whose relevance has been passed on; the model's output stays. */
  free({ node }: RuledNode): void {
    for (const value of this.inner.get(node) ?? []) value.dispose();
    this.inner.delete(node);
    for (const slot of node.outputs) {
      if (slot !== this.outputSlot) this.values.get(slot)?.dispose();
      this.values.delete(slot);
    }
  }
}

/** The value behind each step, each a tensor of its own. */
function evaluate(steps: readonly Step[], inputs: readonly Tensor[]): Tensor[] {
  return tidy(() => {
    const values: Tensor[] = [];
    for (const step of steps) {
      const given = values.length > 0 ? values.slice(-1) : inputs;
      const value = step.forward(given);
      values.push(given.includes(value) ? clone(value) : value);
    }
    return values;
  });
}
