import type { OperatorNode } from '../operators/operator-node';
import { OnnxFileError } from '../session/errors';

/** The numbers of an attribute of floats, or of the tensor that operator set 3 has in its place. */
export function floatsOf(node: OperatorNode, name: string): readonly number[] {
  const { data } = node.attribute(`${name}_as_tensor`, 'tensor') ?? {};
  if (data instanceof Float64Array || data instanceof Float32Array) return Array.from(data);
  return node.attribute(name, 'floats') ?? [];
}

/** The numbers of an attribute that is a tensor. */
export function numbersOf(node: OperatorNode, name: string): readonly number[] {
  const { data = [] } = node.attribute(name, 'tensor') ?? {};
  return Array.from(data as ArrayLike<number | bigint>, Number);
}

/** @throws {OnnxFileError} when lists that go together have other lengths than the first */
export function checkLengths(lists: Readonly<Record<string, { readonly length: number }>>): void {
  const [[first, { length }], ...others] = Object.entries(lists);
  const wrong = others.find(([, list]) => list.length !== length);
  if (wrong) throw damaged(`${wrong[0]} has ${wrong[1].length} entries and ${first} ${length}`);
}

/** The error for trees that do not hold together. */
export const damaged = (what: string): OnnxFileError =>
  new OnnxFileError(`The trees of the model do not hold together: ${what}.`, { argument: 'source' });
