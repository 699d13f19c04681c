import { int } from 'onnx-format';
import { Graph } from './graph';
import { neededNodes } from './needed';
import { type Node, producer, type Value } from './value';

/**
 * Matrices that are needed as they are and turned, such as the keys and the values of attention and of its gradient: laid out once, and turned by the
 * products of onnxruntime's own that take them turned without moving anything.
 *
 * @returns the outputs, with one transposition less for each
 */
export function shareTransposes(outputs: readonly Value[]): Value[] {
  const nodes = neededNodes(outputs);
  const transposes = nodes.filter((node) => node.op === 'Transpose' && keepsRows(permutationOf(node)));
  const laidOut = new Map(transposes.map((node) => [keyOf(node, permutationOf(node)), node.outputs[0]]));
  const sharedOf = (value: Value | undefined) => {
    const turned = value && producer(value, 'Transpose');
    return turned && laidOut.get(keyOf(turned, swapped(permutationOf(turned))));
  };
  const graph = new Graph();
  const replaced = new Map<Value, Value>();
  const made = (value: Value): Value => {
    const known = replaced.get(value);
    if (known || value.origin.kind !== 'node') return known ?? value;
    const { node } = value.origin;
    const shared = node.op === 'MatMul' ? node.inputs.map(sharedOf) : [];
    const isShared = shared.some((one) => one !== undefined);
    const inputs = node.inputs.map((input, index) => {
      const taken = shared[index] ?? input;
      return taken && made(taken); // those of a shared one may come later in the order of the nodes
    });
    const [transA, transB] = [shared[0], shared[1]].map((one) => int(Number(one !== undefined)));
    const results = isShared
      ? graph.add('com.microsoft:FusedMatMul', inputs, { transA, transB }, node.outputs)
      : graph.add(node.op, inputs, node.attributes, node.outputs);
    node.outputs.forEach((output, index) => {
      replaced.set(output, results[index]);
    });
    return replaced.get(value) as Value;
  };
  for (const node of nodes) made(node.outputs[0]); // one after the other: no deep recursion
  return outputs.map(made);
}

function permutationOf({ attributes }: Node): readonly number[] {
  return attributes.perm.value as readonly number[];
}

function keyOf({ inputs: [value] }: Node, permutation: readonly number[]): string {
  return `${value?.id}|${permutation}`;
}

/** Whether the last axis stays the last: what lies side by side is moved together. */
function keepsRows(permutation: readonly number[]): boolean {
  return permutation.at(-1) === permutation.length - 1;
}

/** A permutation, and the last two axes exchanged. */
function swapped(permutation: readonly number[]): number[] {
  return [...permutation.slice(0, -2), ...permutation.slice(-2).reverse()];
}
