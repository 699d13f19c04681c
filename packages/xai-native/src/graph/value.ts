import type { Tensor } from '@tensorflow/tfjs-core';
import type { Attributes, OnnxData } from 'onnx-format';
import type { Move } from '../known/strided';
import type { Range } from './range';

/** The types of elements that a graph computes with. */
export type ValueType = 'float32' | 'int32' | 'bool' | 'int64';

/** The elements of a value that is known. */
export type Elements = Exclude<OnnxData, readonly string[]>;

/** What flows along the edges of a graph, in the layout in which onnxruntime holds it. */
export interface Value {
  readonly id: number;
  readonly shape: readonly number[];
  readonly type: ValueType;
  readonly range: Range;
  readonly origin: Origin;
}

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'input' }
  | { readonly kind: 'node'; readonly node: Node; readonly output: number }
  | { readonly kind: 'literal'; readonly elements: () => Elements }
  /** A tensor that the program closes over, such as a weight; of a variable, whatever its data are at the time. */
  | { readonly kind: 'captured'; readonly tensor: Tensor }
  /** What a function makes of known values, outside of the graph. */
  | Derivation;

/** A computation on known values, whose result is known, too. */
export interface Derivation {
  readonly kind: 'derived';
  /** Says what is computed, so that the same is computed once. */
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly compute: Compute;
}

/** Computes on the current backend, or in plain arrays: faster for what only moves elements, and without copies to a backend and back. */
export type Compute =
  | { readonly on: 'backend'; readonly of: (inputs: readonly Tensor[]) => Tensor }
  | {
      readonly on: 'host';
      readonly of: (inputs: readonly Elements[]) => Elements;
      /** The same, if it only moves and scales the elements of its first input. */
      readonly move?: Move;
    };

/** One use of an operator. */
export interface Node {
  /** An operator of ONNX; of another domain as `domain:operator`. */
  readonly op: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
}

/** Whether the elements are known without running the graph. */
export function isKnown({ origin }: Value): boolean {
  return origin.kind !== 'input' && origin.kind !== 'node';
}

/** Whether the elements are known and can never change. */
export function isConstant(value: Value, seen = new Set<Value>()): boolean {
  if (seen.has(value)) return true; // or the search has ended elsewhere
  seen.add(value);
  const { origin } = value;
  return (
    origin.kind === 'literal' || (origin.kind === 'derived' && origin.inputs.every((one) => isConstant(one, seen)))
  );
}

/** The node that computes a value, if it is the first output of one with this operator. */
export function producer({ origin }: Value, op: string): Node | undefined {
  return origin.kind === 'node' && origin.output === 0 && origin.node.op === op ? origin.node : undefined;
}

const arrayTypes = { float32: Float32Array, int32: Int32Array, bool: Uint8Array, int64: BigInt64Array };

/** Elements in the array that their type asks for: the cpu backend keeps the integers of a tensor that is cast to float32. */
export function asElements(type: ValueType, data: ArrayLike<number | bigint>): Elements {
  const ArrayType = arrayTypes[type] as Float32ArrayConstructor;
  return data instanceof ArrayType ? data : ArrayType.from(data as ArrayLike<number>);
}

/** The same number, as often as there is room. */
export function repeated(type: ValueType, number: number, length: number): Elements {
  return new arrayTypes[type as 'float32'](length).fill(number);
}

/** The bytes of elements, where they are. */
export function bytesOf({ buffer, byteOffset, byteLength }: Elements): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
