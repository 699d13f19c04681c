import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';
import { liveInputs } from '../operators/facts';
import type { Verdict } from '../operators/verdict';
import { typeOf } from './operator-types';
import type { Product } from './product';

/** A node of a model as rules see it: an affine part, or another operation with its verdict. */
export interface OperatorNode {
  /** Its name: what the model calls its value, or its class and a number. */
  readonly name: string;
  /** All names of the values that it computes. */
  readonly names: readonly string[];
  /** The class of layers that it is one of. */
  readonly type: string;
  readonly operation: RecordedOperation;
  readonly inputs: readonly RecordedValue[];
  readonly outputs: readonly RecordedValue[];
  readonly verdict: Verdict;
  readonly product?: Product;
}

/** The nodes on the way from a recorded model's input to its output, in the order of evaluation. */
export function findNodes(
  recording: Recording,
  verdicts: ReadonlyMap<RecordedOperation, Verdict>,
  affine: readonly Product[],
): OperatorNode[] {
  const products = new Map(affine.map((product) => [product.operations.at(-1), product]));
  const inside = new Set([...products.values()].flatMap(({ operations }) => operations.slice(0, -1)));
  const needed = neededFor(recording);
  const naming = new Naming();
  return recording.operations
    .filter((operation) => needed.has(operation) && !inside.has(operation))
    .map((operation) => {
      const product = products.get(operation);
      const verdict = verdicts.get(operation) as Verdict;
      const type = product?.type ?? typeOf(operation, verdict);
      const computed = (product?.operations ?? [operation]).flatMap(({ outputs }) => outputs);
      const names = computed.flatMap((value) => [...value.names.keys()]);
      const inputs = product ? [product.input] : liveInputs(operation);
      const name = naming.of(names, type);
      return { name, names, type, operation, inputs, outputs: operation.outputs, verdict, product };
    });
}

/** The operations that the output depends on. */
function neededFor({ operations, output }: Recording): Set<RecordedOperation> {
  const values = new Set([output]);
  const needed = new Set<RecordedOperation>();
  for (const operation of operations.toReversed()) {
    if (!operation.outputs.some((value) => values.has(value))) continue;
    needed.add(operation);
    for (const value of liveInputs(operation)) values.add(value);
  }
  return needed;
}

/** Gives each node a name of its own. */
class Naming {
  private readonly counts = new Map<string, number>();

  of(names: readonly string[], type: string): string {
    const wanted = names.at(-1) ?? type.toLowerCase();
    const count = (this.counts.get(wanted) ?? 0) + 1;
    this.counts.set(wanted, count);
    return count === 1 ? wanted : `${wanted}_${count}`;
  }
}
