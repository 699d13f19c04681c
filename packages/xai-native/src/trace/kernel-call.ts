import type { Graph } from '../graph/graph';
import type { View } from '../graph/view';

/** A kernel of TensorFlow.js that a traced program calls. */
export interface KernelCall<Attributes = object> {
  /** By name; of kernels that take a list, by index. */
  readonly inputs: Readonly<Record<string, View>>;
  readonly attrs: Attributes;
  readonly graph: Graph;
}

/** Adds nodes to a graph that compute what the kernel does. */
export type Translation = (call: KernelCall) => View | View[];

/** Translations by the names of kernels. */
export type KernelTable = Readonly<Record<string, Translation>>;

/** A translation that knows the attributes of its kernel. */
export function translation<Attributes>(translate: (call: KernelCall<Attributes>) => View | View[]): Translation {
  return translate as unknown as Translation;
}
