import type { OperatorNode } from './operator-node';
import type { Value } from './values/value';

/** What a node computes, as a program of TensorFlow.js ops: its outputs from its inputs, of which optional ones may be missing. */
export type Evaluate = (inputs: readonly Value[]) => Value | readonly Value[];

/**
 * An operator of ONNX: prepares a node before any input is known, and says what the node computes.
 *
 * @throws {Unsupported} for attributes that are not supported
 */
export type Operator = (node: OperatorNode) => Evaluate;
