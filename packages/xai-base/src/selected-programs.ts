import { type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Program } from './execution/executor';
import type { Form } from './further-inputs/form';
import type { FurtherInputs } from './further-inputs/further-inputs';
import { maskOf } from './selectors/mask-of';
import { isMaskSelector, MaskSelector } from './selectors/mask-selector';
import type { OutputSelector } from './selectors/output-selector';

/** What an analyzer computes; pure programs of TensorFlow.js ops. */
export interface Computation {
  /** The method, of a batch with its further inputs and what the method adds. */
  run(selector: OutputSelector, input: Tensor, further: FurtherInputs | undefined, more: Tensor[]): Tensor[];
  /** The model alone. */
  forward(input: Tensor, further: FurtherInputs | undefined): Tensor;
}

/** A program to run, and its inputs besides those that it was asked for. */
export interface Selected {
  readonly program: Program;
  /** The mask of the selection as the program's second input, if it is known before the model has run; to be freed. */
  readonly mask?: Tensor;
}

/**
 * The programs of an analyzer for further inputs of one form. One function a program, as an executor remembers by it what it has
 * compiled: a selection that does not wait for the output's values is an input, and one program does for all of them.
 */
export class SelectedPrograms {
  /** The model alone: its output. */
  readonly forward: Program;
  private readonly masked: Program;
  private readonly selecting = new WeakMap<OutputSelector, Program>();
  /** The shape of the output, by the shapes of the inputs, once the model has run. */
  private readonly outputs = new Map<string, readonly number[]>();

  constructor(
    private readonly computation: Computation,
    private readonly form: Form,
  ) {
    this.masked = (input, mask, ...more) => this.run(new MaskSelector(mask), input, more);
    this.forward = (input, ...more) => [computation.forward(input, this.form.of(more))];
  }

  /** The program for a selection of the outputs for these inputs: the one that it had before, if there is one, as an executor has compiled that. */
  select(selector: OutputSelector, inputs: readonly Tensor[]): Selected {
    const former = this.selecting.get(selector);
    if (former) return { program: former };
    const mask = this.knownMask(selector, inputs);
    return mask ? { program: this.masked, mask } : { program: this.programFor(selector) };
  }

  /** Keeps the shape of the model's output for inputs of these shapes. */
  keepOutput(inputs: readonly Tensor[], output: Tensor): void {
    this.outputs.set(shapesOf(inputs), output.shape.slice(1));
  }

  private knownMask(selector: OutputSelector, inputs: readonly Tensor[]): Tensor | undefined {
    if (isMaskSelector(selector)) return selector.toMask();
    const output = this.outputs.get(shapesOf(inputs));
    if (!selector.byShape || output === undefined) return undefined;
    return tidy(() => maskOf(selector, zeros([inputs[0].shape[0], ...output])).clone());
  }

  private programFor(selector: OutputSelector): Program {
    const program: Program = (input, ...more) => this.run(selector, input, more);
    this.selecting.set(selector, program);
    return program;
  }

  private run(selector: OutputSelector, input: Tensor, tensors: Tensor[]): Tensor[] {
    const { count } = this.form;
    return this.computation.run(selector, input, this.form.of(tensors.slice(0, count)), tensors.slice(count));
  }
}

function shapesOf(inputs: readonly Tensor[]): string {
  return inputs.map(({ shape }) => shape.slice(1)).join(';');
}
