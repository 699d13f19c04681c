import type { Tensor } from '@tensorflow/tfjs-core';
import type { GateFunction } from './functions';

/** What a cell remembers: `[batch, hidden]`. */
export interface Memory {
  readonly hidden: Tensor;
  /** Of an LSTM: its cell state. */
  readonly carry?: Tensor;
}

/** The weights of a cell in one direction. */
export interface CellWeights {
  /** `[input, gates * hidden]` */
  readonly input: Tensor;
  /** `[hidden, gates * hidden]` */
  readonly hidden: Tensor;
  /** `[gates * hidden]`, of the products with the input. */
  readonly inputBias?: Tensor;
  /** `[gates * hidden]`, of the products with what is remembered. */
  readonly hiddenBias?: Tensor;
  /** Of an LSTM: how its gates see the cell state, `[3 * hidden]`. */
  readonly peepholes?: Tensor;
}

/** A kind of recurrent cell. */
export interface Cell {
  readonly gates: number;
  readonly usualFunctions: readonly string[];
  /** The memory after a step, from the gates' part that comes from the input, `[batch, gates * hidden]`. */
  step(ofInput: Tensor, before: Memory, weights: CellWeights, functions: readonly GateFunction[]): Memory;
}
