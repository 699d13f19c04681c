import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { Unsupported } from '../operators/unsupported';
import type { LayerMaker } from './layer-maker';
import { LayerOutput, type LayerValue, type OpenShape } from './layer-values';

/** A recurrent layer that is not built before it is known whether its last step or all of its steps are wanted. */
export class RecurrentNode {
  private readonly built = new Map<boolean, SymbolicTensor>();

  constructor(
    /** 1, or 2 for both directions. */
    readonly directions: number,
    readonly units: number,
    readonly time: number | null,
    private readonly make: (returnSequences: boolean) => SymbolicTensor,
  ) {}

  /** All steps, `[batch, time, directions * units]`. */
  get steps(): SymbolicTensor {
    return this.layer(true);
  }

  /** The last step, `[batch, units]`. */
  get last(): SymbolicTensor {
    return this.layer(false);
  }

  private layer(returnSequences: boolean): SymbolicTensor {
    const symbol = this.built.get(returnSequences) ?? this.make(returnSequences);
    this.built.set(returnSequences, symbol);
    return symbol;
  }
}

/** An output of a recurrent node, with an axis of directions, which an operator must take away before a layer can use it. */
export class DirectedOutput implements LayerValue {
  readonly order: readonly number[];

  /**
   * @param kind all steps `[time, directions, batch, units]`, the same as `[time, batch, directions, units]`, or the last one
   * `[directions, batch, units]`
   */
  constructor(
    readonly recurrent: RecurrentNode,
    readonly kind: 'steps' | 'joined steps' | 'last',
  ) {
    this.order = this.shape.map((_, axis) => axis);
  }

  get shape(): OpenShape {
    const { time, directions, units } = this.recurrent;
    if (this.kind === 'last') return [directions, null, units];
    return this.kind === 'steps' ? [time, directions, null, units] : [time, null, directions, units];
  }

  storedIn(): never {
    throw new Unsupported('of an output of a recurrent layer with its axis of directions');
  }

  /** Without the axis of directions. */
  get joined(): LayerValue {
    const { recurrent } = this;
    if (this.kind !== 'last') return new StepsOutput(recurrent);
    if (recurrent.directions > 1) throw new Unsupported('of the last steps in both directions');
    return new LayerOutput(recurrent.last);
  }
}

/** All steps of a recurrent node, of which the last alone may be wanted. */
export class StepsOutput implements LayerValue {
  constructor(
    readonly recurrent: RecurrentNode,
    readonly order: readonly number[] = [1, 0, 2],
  ) {}

  get shape(): OpenShape {
    const { time, directions, units } = this.recurrent;
    return this.order.map((axis) => [null, time, directions * units][axis]);
  }

  storedIn(order: readonly number[], maker: LayerMaker): SymbolicTensor {
    return this.settled.storedIn(order, maker);
  }

  /** The output of the layer that returns all steps. */
  get settled(): LayerOutput {
    return new LayerOutput(this.recurrent.steps, this.order);
  }
}
