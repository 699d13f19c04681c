import {
  abs,
  div,
  type GradConfig,
  getGradient,
  less,
  type NamedAttrMap,
  onesLike,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';
import type { PairedPasses } from './paired-passes';

/** Below this difference of inputs, the derivative takes the place of the quotient of differences. */
const smallestDifference = 1e-10;

/** The gradient of each input by its name, computed when it is asked for. */
export type LazyGradients = Record<string | number, () => Tensor>;

/** An op on the way back: what it was given and what it gave, at the input and at the reference. */
export interface PairedOp {
  readonly kernelName: string;
  readonly attributes: NamedAttrMap;
  /** What arrives: what the output's difference counts. */
  readonly dy: Tensor;
  /** The inputs, in the order of the rule's names. */
  readonly inputs: readonly Tensor[];
  readonly inputsRef: readonly Tensor[];
  readonly output: Tensor;
  readonly outputRef: Tensor;
  /** The op's own gradient, for some inputs and output. */
  own(dy: Tensor, inputs: readonly Tensor[], output: Tensor): LazyGradients;
}

/** What an op passes back in the place of its derivative, such that what its inputs get times their differences is dy times the output's. */
export interface RescaleRule {
  /** The names of the op's inputs, as its kernel has them; absent where the kernel takes a list. */
  readonly inputs?: readonly string[];
  passBack(op: PairedOp): LazyGradients;
}

/** The gradient by which TensorFlow.js runs a rule for an op. */
export function rescaled(kernelName: string, { inputs, passBack }: RescaleRule, passes: PairedPasses): GradConfig {
  const former = getGradient(kernelName);
  const count = (saved: readonly Tensor[]) => saved.length - 1; // the output is the last
  return {
    kernelName,
    ...(inputs ? { inputsToSave: [...inputs] } : { saveAllInputs: true }),
    outputsToSave: [true],
    gradFunc: (dy, saved, attributes) => {
      const reference = passes.atReference(saved);
      const own = (some: Tensor, given: readonly Tensor[], output: Tensor) => {
        const byName = new Map(given.map((tensor, index) => [inputs?.[index] ?? '', tensor]));
        const wanted = former?.saveAllInputs
          ? [...given]
          : (former?.inputsToSave ?? []).map((name) => byName.get(name));
        const outputs = former?.outputsToSave?.[0] ? [output] : [];
        return former?.gradFunc(some, [...wanted, ...outputs] as Tensor[], attributes) as LazyGradients;
      };
      return passBack({
        kernelName,
        attributes,
        dy: dy as Tensor,
        inputs: saved.slice(0, count(saved)),
        inputsRef: reference.slice(0, count(saved)),
        output: saved[count(saved)],
        outputRef: reference[count(saved)],
        own,
      });
    },
  };
}

/** `part / difference`; where the difference is tiny, what stands for it. */
export function quotient(part: Tensor, difference: Tensor, otherwise: () => Tensor): Tensor {
  const isSmall = less(abs(difference), smallestDifference);
  const safe = where(isSmall, onesLike(difference), difference);
  return where(isSmall, otherwise(), div(part, safe));
}
