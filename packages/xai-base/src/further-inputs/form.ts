import type { Tensor } from '@tensorflow/tfjs-core';
import type { FurtherInputs } from './further-inputs';

/** How further inputs are given: how many there are, in a list or under which names. */
export interface Form {
  /** The same for the same form. */
  readonly key: string;
  readonly count: number;
  /** Further inputs of this form. */
  of(tensors: Tensor[]): FurtherInputs | undefined;
}

/** The form of further inputs, without their tensors. */
export function formOf(further: FurtherInputs | undefined): Form {
  if (further === undefined) return { key: 'none', count: 0, of: () => undefined };
  const names = Object.keys(further);
  if (Array.isArray(further))
    return { key: `a list of ${names.length}`, count: names.length, of: (tensors) => tensors };
  return {
    key: JSON.stringify(names),
    count: names.length,
    of: (tensors) => Object.fromEntries(names.map((name, index) => [name, tensors[index]])),
  };
}
