import type { RecordedOperation, RecordedValue } from 'tfjs-gradients';
import { liveInputs } from './facts';
import { elementwiseFunctions, elementwiseLinear, movements } from './kernels';
import type { Verdict } from './verdict';

/** Activations by which gates are bounded, beside sigmoid: the hard sigmoid, as exporters spell it. */
const bounded = new Set(['ClipByValue', 'Minimum', 'Relu6']);

/** Knows which values come out of activations, element by element or moved: factors that open and close what they are multiplied with. */
export class Gates {
  private readonly kernels = new Map<RecordedValue, string>(); // of the activation
  private readonly states = new States();

  /** Takes note of an operation of the model, in their order. */
  follow(operation: RecordedOperation, verdict: Verdict): void {
    const kernel = this.startedBy(operation, verdict) ?? this.passedOn(operation);
    if (kernel) for (const output of operation.outputs) this.kernels.set(output, kernel);
    this.states.follow(operation, this.closing(operation, verdict));
  }

  /**
   * A product of two live values. What comes out of softmax or a sigmoid is a gate; where none does, what comes out of another activation gates what
   * comes out of none; where both do, what lies between bounds gates what does not, as the hard sigmoid of a recurrent cell, and where both lie between
   * bounds, one value for each channel gates all of its places, as in squeeze-and-excite.
   */
  product(live: readonly RecordedValue[]): Verdict {
    const candidates = [
      live.filter((value) => ['Softmax', 'Sigmoid'].includes(this.kernelOf(value))),
      live.filter((value) => this.kernels.has(value)),
      live.filter((value) => bounded.has(this.kernelOf(value)) && isSpread(value, live)),
    ];
    const gates = candidates.find(({ length }) => length === 1) ?? [];
    return { kind: 'bilinear', gates: gates.length < live.length ? gates : [] };
  }

  /** The verdict on an operation once all of the model is known: whether the gate of a product is one of a recurrent cell. */
  settled(operation: RecordedOperation, verdict: Verdict): Verdict {
    if (verdict.kind !== 'bilinear' || !this.closing(operation, verdict)) return verdict;
    return { ...verdict, isRecurrent: this.states.areShapedAs(operation.outputs[0]) };
  }

  /** The gate of a product that opens and closes each element by a sigmoid of its own, as those of recurrent cells do. */
  private closing({ kernel, outputs: [product] }: RecordedOperation, verdict: Verdict): RecordedValue | undefined {
    if (kernel !== 'Multiply' || verdict.kind !== 'bilinear') return undefined;
    return verdict.gates.find((gate) => {
      const activation = this.kernelOf(gate);
      return (activation === 'Sigmoid' || bounded.has(activation)) && shapeOf(gate) === shapeOf(product);
    });
  }

  private kernelOf(value: RecordedValue): string {
    return this.kernels.get(value) ?? '';
  }

  private startedBy({ kernel }: RecordedOperation, verdict: Verdict): string | undefined {
    if (verdict.kind === 'softmax') return 'Softmax';
    return verdict.kind === 'activation' ? kernel : undefined;
  }

  private passedOn(operation: RecordedOperation): string | undefined {
    const { kernel } = operation;
    const live = liveInputs(operation);
    const passes =
      elementwiseLinear.has(kernel) || movements.has(kernel) || kernel === 'Multiply' || kernel === 'RealDiv';
    return passes && live.length === 1 ? this.kernels.get(live[0]) : undefined;
  }
}

/**
 * The states of recurrent cells: what gates have let through, and gates open and close again with no weight between, such as the carry of an LSTM, which
 * is forgotten and shown, or the hidden state of a GRU, which is kept.
 */
class States {
  private readonly letThrough = new Set<RecordedValue>(); // by gates, element by element
  private readonly shapes = new Set<string>();

  follow(operation: RecordedOperation, gate: RecordedValue | undefined): void {
    const live = liveInputs(operation);
    if (gate && live.some((value) => value !== gate && this.letThrough.has(value)))
      this.shapes.add(shapeOf(operation.outputs[0]));
    const keeps = [elementwiseFunctions, elementwiseLinear, movements].some((kernels) => kernels.has(operation.kernel));
    if (gate || (keeps && live.some((value) => this.letThrough.has(value)))) {
      for (const output of operation.outputs) this.letThrough.add(output);
    }
  }

  areShapedAs(value: RecordedValue): boolean {
    return this.shapes.has(shapeOf(value));
  }
}

/** Whether a value has no more places than what it is multiplied with, over which it is spread then. */
function isSpread({ tensor }: RecordedValue, live: readonly RecordedValue[]): boolean {
  return live.every((other) => other.tensor.size >= tensor.size);
}

function shapeOf({ tensor }: RecordedValue): string {
  return String(tensor.shape);
}
