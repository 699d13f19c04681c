import type { Tensor } from '@tensorflow/tfjs-core';
import { type NodeJson, nodeOf, valueName, withoutOrder } from '../node-json';
import { changing, readsShape, shapedByValueOf } from './by-shape';
import type { Unknown } from './unknown';

/** What a value is computed by. */
export interface Makers {
  readonly nodes: readonly NodeJson[];
  /** Whether it depends on the shapes of inputs. */
  readonly isOfShapes: boolean;
}

/** What is known of a graph. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, NodeJson>;
  /** Values that are known already, and those of which it is known that they are not. */
  readonly known: ReadonlyMap<string, unknown>;
  readonly unknown: ReadonlyMap<string, Unknown>;
  /** What inputs are fixed to. */
  readonly fixed: Readonly<Record<string, Tensor>>;
}

/** All that a value is computed by, or why that is more than constants, fixed inputs and the shapes of other inputs. */
export function makersOf(value: string, { nodes, known, unknown, fixed }: Graph): Makers | Unknown {
  const found = new Map<string, NodeJson>();
  const seen = new Set<string>();
  const open: (readonly [string, boolean])[] = [[value, true]];
  let isOfShapes = false;
  let list: Unknown | undefined; // unless what is behind a list tells more
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [input, isByValue] = next; // where only its shape counts, what it is computed by may be anything
    const seenAs = `${nodeOf(input)} ${isByValue}`;
    if (known.has(input) || seen.has(seenAs)) continue;
    seen.add(seenAs);
    const why = isByValue && unknown.get(input);
    if (why) return why;
    const node = nodes.get(nodeOf(input));
    if (!node) return { why: `depends on ${nodeOf(input)}, which the graph does not have` };
    const { name, op } = node;
    const changes = changing.test(op) ? { why: `depends on what ${name} (${op}) gives` } : undefined;
    if (changes && !op.includes('TensorList')) return changes;
    list ??= changes;
    const isOpen = /^Placeholder/.test(op) && !(name in fixed);
    if (isOpen && isByValue) return { why: `depends on the values of the input ${name}` };
    isOfShapes ||= isOpen;
    const alone = withoutOrder(node);
    found.set(name, alone);
    for (const [index, one] of (alone.input ?? []).entries())
      open.push([valueName(one), !readsShape.test(op) && (isByValue || shapedByValueOf(op, index))]);
  }
  return list ?? { nodes: [...found.values()], isOfShapes };
}
