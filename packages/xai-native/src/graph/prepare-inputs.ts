import { arrange, permuted } from '../known/arrange';
import { Graph } from './graph';
import { neededNodes } from './needed';
import { sizeOf } from './size-of';
import type { Elements, Value } from './value';

/** An input that a graph takes with its axes in another order. */
export interface PreparedInput {
  /** Which of the program's inputs. */
  readonly index: number;
  /** What the graph takes in its place. */
  readonly value: Value;
  readonly layOut: (elements: Elements) => Elements;
}

/** Inputs below this size are turned by the graph. */
const worthwhileSize = 1024;

/**
 * Lets a graph take inputs behind the first with their axes already in order, where all that it does with them is to turn
 * them: these are mostly weights, the same in every run, which need to be turned once only.
 */
export function prepareInputs(inputs: readonly Value[], outputs: readonly Value[]) {
  const graph = new Graph();
  const nodes = neededNodes(outputs);
  const isPrepared = (value: Value) =>
    inputs.indexOf(value) > 0 &&
    sizeOf(value.shape) >= worthwhileSize &&
    nodes.every(({ op, inputs: operands }) => op === 'Transpose' || !operands.includes(value)) &&
    !outputs.includes(value);
  const candidates = new Set(inputs.filter(isPrepared));
  const prepared: PreparedInput[] = [];
  const replaced = new Map<Value, Value>();
  for (const { op, inputs: operands, attributes, outputs: results } of nodes) {
    const [operand] = operands;
    if (op === 'Transpose' && operand && candidates.has(operand)) {
      const value = graph.input(results[0].shape, results[0].type);
      const permutation = attributes.perm.value as readonly number[];
      const layOut = (elements: Elements) => arrange(elements as Float32Array, permuted(operand.shape, permutation));
      prepared.push({ index: inputs.indexOf(operand), value, layOut });
      replaced.set(results[0], value);
      continue;
    }
    const present = operands.map((value) => value && (replaced.get(value) ?? value));
    const values = graph.add(op, present, attributes, results);
    results.forEach((result, index) => {
      replaced.set(result, values[index]);
    });
  }
  return { prepared, outputs: outputs.map((value) => replaced.get(value) ?? value) };
}
