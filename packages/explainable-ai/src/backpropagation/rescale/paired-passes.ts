import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { ModelError, UnsupportedLayerError } from 'xai-base';

/** Two evaluations of a model, op by op beside each other: what an op saw at the input, and what it saw at the reference. */
export class PairedPasses {
  /** What the tape saved of an op at the reference, by what it saved of the same op at the input. */
  private readonly counterparts = new WeakMap<Tensor[], Tensor[]>();

  /** @param isKnown whether an op may be passed on the way back; others are refused if the way leads through them */
  constructor(private readonly isKnown: (op: string) => boolean) {}

  /**
   * Evaluates the model at the reference and at the input, on the tape of the gradient that is being taken.
   *
   * @throws {ModelError} when the two evaluations run other ops
   */
  run(forward: (x: Tensor) => Tensor, input: Tensor, reference: Tensor): { output: Tensor; outputRef: Tensor } {
    const { activeTape } = engine().state;
    const begin = activeTape.length;
    const outputRef = forward(reference);
    const middle = activeTape.length;
    const output = forward(input);
    const [atReference, atInput] = [activeTape.slice(begin, middle), activeTape.slice(middle)];
    const isAlike = atReference.every(({ kernelName }, index) => kernelName === atInput[index]?.kernelName);
    if (!isAlike || atInput.length !== atReference.length) {
      const expected = 'the same ops whatever the values';
      throw new ModelError(
        `The model runs other ops at the reference than at the input; expected ${expected}. Use IntegratedGradients, which does not compare single ops.`,
        { argument: 'model', expected },
      );
    }
    for (const [index, node] of atInput.entries()) {
      if (node.saved) this.counterparts.set(node.saved, atReference[index].saved as Tensor[]);
      if (node.gradient && !this.isKnown(node.kernelName)) node.gradient = () => refuse(node.kernelName);
    }
    return { output, outputRef };
  }

  /** What was saved of the same op at the reference; the same for an op outside of the evaluations. */
  atReference(saved: Tensor[]): Tensor[] {
    return this.counterparts.get(saved) ?? saved;
  }
}

function refuse(op: string): never {
  const name = op ? `the op ${op}` : 'an op with a gradient of its own (tf.customGrad)';
  throw new UnsupportedLayerError(
    `The model uses ${name}, for which DeepLift has no rule. Use IntegratedGradients, which sums to f(x) - f(x0) through any op that has a gradient.`,
    { argument: 'model', value: op, expected: 'ops that DeepLift has rules for' },
  );
}
