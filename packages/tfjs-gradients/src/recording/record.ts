import { clone, engine, keep, type NamedAttrMap, Tensor, tidy } from '@tensorflow/tfjs-core';
import { GradientError, MissingGradientError } from '../errors';
import { fusedAttributes } from '../kernels/note-attributes';
import { loadGradients } from '../load-gradients';
import { shared } from '../shared';
import type { RecordedOperation, RecordedValue, Recording } from './recording';

/** An operation as TensorFlow.js puts it on its tape. */
interface TapeNode {
  readonly kernelName: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly Tensor[];
  readonly saved?: readonly Tensor[];
  readonly gradient?: (cotangents: (Tensor | undefined)[]) => Readonly<Record<string, () => Tensor>>;
}

type AddTapeNode = (
  kernelName: string,
  inputs: Readonly<Record<string, Tensor>>,
  outputs: readonly Tensor[],
  gradient: unknown,
  saved: readonly Tensor[],
  attributes: NamedAttrMap | undefined,
) => void;

/** What of the engine this file uses beside its public part. */
interface Taping {
  addTapeNode: AddTapeNode;
}

/**
 * Runs a function once and records the operations that lead from its inputs on, with their values, their attributes and their gradients: what
 * `differentiate` goes back by, laid open for those who go back by other rules.
 *
 * @param f a synchronous function of tensor operations; what it allocates is freed
 * @param xs the inputs
 * @returns the recording, which must be disposed of
 * @throws GradientError when f returns no tensor
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { record } from 'tfjs-gradients';
 * const recording = record((x) => tf.relu(tf.square(x)), [tf.tensor1d([1, 2])]);
 * recording.operations.map(({ kernel }) => kernel); // => ['Square', 'Relu']
 * recording.dispose();
 * ```
 */
export function record(f: (...xs: Tensor[]) => Tensor, xs: readonly Tensor[]): Recording {
  loadGradients();
  const recorder = new Recorder(xs);
  try {
    return recorder.run(() => f(...xs));
  } catch (error) {
    recorder.dispose();
    throw error;
  }
}

/** A value while it is recorded. */
interface Entry extends RecordedValue {
  readonly names: Map<string, readonly number[] | undefined>;
}

/** Stands in for the tape of TensorFlow.js while a function runs. */
export class Recorder {
  private readonly entries = new Map<number, Entry>(); // by the tensors' ids
  private readonly operations: RecordedOperation[] = [];
  private readonly kept: Tensor[] = [];
  private readonly inputs: Entry[];

  constructor(xs: readonly Tensor[]) {
    this.inputs = xs.map((x) => this.enter(x, true));
  }

  run(f: () => Tensor): Recording {
    let output: RecordedValue | undefined;
    tidy(() => {
      const y = this.whileTaping(f);
      if (!(y instanceof Tensor)) throw new GradientError('record: the function must return a tensor.');
      output = this.valueOf(y);
    });
    const { inputs, operations } = this;
    return { inputs, operations, output: output as unknown as RecordedValue, dispose: () => this.dispose() };
  }

  /** Notes a name for a tensor that depends on the inputs. */
  name(tensor: Tensor, name: string, order?: readonly number[]): void {
    this.entries.get(tensor.id)?.names.set(name, order);
  }

  dispose(): void {
    for (const tensor of this.kept.splice(0)) tensor.dispose();
    this.entries.clear();
  }

  /** Runs the function with the engine's tape on, whose entries come here. */
  private whileTaping<Result>(f: () => Result): Result {
    const { state } = engine();
    const taping = engine() as unknown as Taping;
    const { recorders } = shared();
    const outer = state.activeTape;
    state.activeTape = [];
    state.gradientDepth++;
    const original = taping.addTapeNode;
    taping.addTapeNode = (...parts) => {
      if (state.kernelDepth > 0) return; // a handle on a tensor that a kernel saves
      original.apply(engine(), parts);
      this.add(state.activeTape.pop() as unknown as TapeNode, parts[5] ?? {});
    };
    recorders.push(this);
    try {
      return f();
    } finally {
      recorders.splice(recorders.indexOf(this), 1);
      taping.addTapeNode = original;
      state.gradientDepth--;
      state.activeTape = outer;
    }
  }

  private add(node: TapeNode, attributes: NamedAttrMap): void {
    const saved = node.saved ?? [];
    const given = Object.entries(node.inputs).filter(([, tensor]) => tensor instanceof Tensor);
    if (!given.some(([, tensor]) => this.entries.get(tensor.id)?.isLive)) {
      for (const tensor of saved) tensor?.dispose();
      return;
    }
    this.kept.push(...saved.filter(Boolean));
    this.operations.push({
      kernel: node.kernelName,
      inputs: Object.fromEntries(given.map(([name, tensor]) => [name, this.valueOf(tensor)])),
      outputs: node.outputs.map((tensor) => this.enter(tensor, tensor.dtype === 'float32')),
      attributes: fusedAttributes(node.kernelName, saved.filter(Boolean)) ?? attributes,
      gradients: (cotangents) => {
        if (!node.gradient) throw new MissingGradientError(node.kernelName);
        return node.gradient([...cotangents]);
      },
    });
  }

  private valueOf(tensor: Tensor): RecordedValue {
    return this.entries.get(tensor.id) ?? this.enter(tensor, false);
  }

  private enter(tensor: Tensor, isLive: boolean): Entry {
    const entry: Entry = { tensor: this.hold(tensor), isLive, names: new Map() };
    this.entries.set(tensor.id, entry);
    return entry;
  }

  /** A handle of our own on a tensor, which the function may free. */
  private hold(tensor: Tensor): Tensor {
    const { state } = engine();
    state.kernelDepth++; // on no tape
    try {
      const handle = keep(clone(tensor));
      this.kept.push(handle);
      return handle;
    } finally {
      state.kernelDepth--;
    }
  }
}
