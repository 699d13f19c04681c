/** A field that was guessed, and why. */
export interface Guess {
  /** Such as `recipe.input.kind`. */
  readonly path: string;
  readonly value: unknown;
  readonly reason: string;
}
