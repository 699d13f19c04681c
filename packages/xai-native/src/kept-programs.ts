import type { Program } from 'xai-base';
import type { TensorType } from './trace/trace';

/** What was made of a program for inputs of some shapes and types. */
export interface KeptProgram<Made> {
  readonly program: WeakRef<Program>;
  readonly inputs: readonly TensorType[];
  readonly made: Made;
}

/** What was made of programs, for each shape and type of their inputs: found without a text of them, as a run of a small graph takes no longer. */
export class KeptPrograms<Made> {
  private readonly byProgram = new WeakMap<Program, KeptProgram<Made>[]>();
  private readonly latest = new Set<KeptProgram<Made>>(); // the latest used last

  /** @param limit how many are kept */
  constructor(private readonly limit: number) {}

  get size(): number {
    return this.latest.size;
  }

  /** What was made of a program for such inputs; else it is made now. */
  find(program: Program, inputs: readonly TensorType[], make: () => Made): KeptProgram<Made> {
    const own = this.byProgram.get(program);
    const kept = own?.find((one) => areAlike(one.inputs, inputs)) ?? this.add(program, inputs, make());
    this.latest.delete(kept);
    this.latest.add(kept);
    return kept;
  }

  /** Takes one out, and hands on what was made; of one that is out already, nothing. */
  take(kept: KeptProgram<Made>): Made | undefined {
    const own = this.byProgram.get(kept.program.deref() as Program) ?? [];
    if (own.includes(kept)) own.splice(own.indexOf(kept), 1);
    return this.latest.delete(kept) ? kept.made : undefined;
  }

  /** One that is too much, the one that was not used for longest, or whose program nobody has any more; nothing, if there is none. */
  excess(): KeptProgram<Made> | undefined {
    for (const kept of this.latest) {
      if (this.latest.size > this.limit || kept.program.deref() === undefined) return kept;
    }
    return undefined;
  }

  [Symbol.iterator](): Iterator<KeptProgram<Made>> {
    return [...this.latest][Symbol.iterator]();
  }

  private add(program: Program, inputs: readonly TensorType[], made: Made): KeptProgram<Made> {
    const types = inputs.map(({ shape, dtype }) => ({ shape: [...shape], dtype }));
    const kept = { program: new WeakRef(program), inputs: types, made };
    const own = this.byProgram.get(program);
    if (own) own.push(kept);
    else this.byProgram.set(program, [kept]);
    return kept;
  }
}

function areAlike(some: readonly TensorType[], others: readonly TensorType[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ shape, dtype }, index) => dtype === others[index].dtype && areSame(shape, others[index].shape))
  );
}

function areSame(shape: readonly number[], other: readonly number[]): boolean {
  return shape.length === other.length && shape.every((length, axis) => length === other[axis]);
}
