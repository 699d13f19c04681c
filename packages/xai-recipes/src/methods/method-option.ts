import type { Modality } from '../inputs/modality';

/** What the value of an option is. */
export type OptionKind = 'count' | 'number' | 'name' | 'choice' | 'method' | 'yes' | 'images' | 'rules';

/**
 * An option of methods, described once: the command line's flags and help, forms, tables of documentation and the validation of recipes come from it.
 */
export interface MethodOption {
  readonly name: string;
  /** What it means. */
  readonly about: string;
  readonly kind: OptionKind;
  /** What stands for its value in a flag: `n`, `share`. */
  readonly placeholder?: string;
  /** The least value of a number. */
  readonly least?: number;
  /** The largest value of a number. */
  readonly most?: number;
  /** Of a choice. */
  readonly choices?: readonly string[];
  /** What is taken if it is left out, in words where that depends on the method or the input. */
  readonly usual?: number | string;
  /** The kinds of input for which it means something; all, if it is left out. */
  readonly inputs?: readonly Modality[];
  /** Where it stands in a recipe, if not among the options of the method. */
  readonly path?: string;
}
