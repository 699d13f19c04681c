import type { PlainExplanation } from 'xai-base';
import type { Recipe } from 'xai-recipes';
import type { Picture } from '../pictures/picture';

/** What is known of the explanations of a class. */
export interface ClassExplanations {
  readonly name: string;
  readonly recipe: Recipe;
  readonly explanations: readonly PlainExplanation[];
  /** What they explain. */
  readonly entries: readonly { readonly name: string }[];
}

/** How patterns are looked for. */
export interface PatternSettings {
  /** How many clusters; as many as the eigenvalues speak for, if left out. */
  readonly clusters?: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** What is found of a class. */
export interface PatternSection {
  /** In numbers and names, for `--json`. */
  readonly found: Readonly<Record<string, unknown>>;
  /** In a line. */
  readonly line: string;
  readonly pictures: readonly { readonly caption: string; readonly picture: Picture }[];
}
