import type { KnownLabels } from '../labels/known-names';
import type { EngineName } from './engine-names';
import type { InputRecipe } from './input-recipe';
import type { ModelRecipe } from './model-recipe';

/** What an analysis is told besides the model and its input: a method and its options, which `methods` describes. */
export interface MethodRecipe {
  /** One of the table of methods. */
  readonly name: string;
  /** Of an augmentation: the method whose explanations it takes the mean of. */
  readonly of?: MethodRecipe;
  /** An option of the method, such as `steps`. */
  readonly [option: string]: unknown;
}

/** An output: its index, the name of its class, or an index path into an output of more axes, such as `[37, 1]`. */
export type OutputRecipe = number | string | readonly number[];

/** Which output is explained; the most activated one, if nothing is said. */
export interface SelectionRecipe {
  readonly output?: OutputRecipe;
  /** The output that is taken off: this against that. */
  readonly against?: OutputRecipe;
  /** Weights of all outputs of a sample, in row-major order: what is explained is their weighted sum. */
  readonly weights?: readonly number[];
  /** Outputs with weights: what is explained is their weighted sum. */
  readonly combination?: readonly { readonly output: OutputRecipe; readonly weight: number }[];
  /** An image, the name of a file: what is explained is the sum of the outputs of a class (`output`, or the one that is largest there) over its light parts, of a segmentation. */
  readonly region?: string;
}

/** What an input is compared with. */
export interface ComparisonRecipe {
  /** Of images: one brightness, from black, 0, to white, 1. */
  readonly brightness?: number;
  /** Of images: the names of files. */
  readonly images?: readonly string[];
  /** Of tables and series: the name of a file. */
  readonly rows?: string;
  /** What stands for these rows, or for all steps of a series; the rows themselves, if it is left out. */
  readonly summary?: SummaryRecipe;
}

/** The mean or the median of each column, of categories the most frequent one; or so many rows that stand for all, weighted by how many each stands for (of tables). */
export type SummaryRecipe = 'means' | 'medians' | number;

/**
 * What is explained, and how: all that an analysis needs but its files and the item that is explained. Plain JSON, of a version.
 */
export interface Recipe {
  readonly version: 1;
  readonly model: ModelRecipe;
  readonly input: InputRecipe;
  /** The names of the outputs, in their order; a file that has them, a line each or as JSON; or a list that many models share. */
  readonly labels?: readonly string[] | { readonly file: string } | { readonly known: KnownLabels };
  readonly task?: 'classification' | 'regression';
  readonly method: MethodRecipe;
  readonly selection?: SelectionRecipe;
  readonly comparedWith?: ComparisonRecipe;
  /** Repeats random draws. */
  readonly seed?: number;
  /** How many samples run at once. */
  readonly batchSize?: number;
  /** Who computes; whoever prepares a recipe starts it. */
  readonly engine?: EngineName;
  /** Why a field was guessed, by its path, such as `recipe.input.kind`. */
  readonly reasons?: Readonly<Record<string, string>>;
}
