/**
 * What an evaluation would take, counted by going through it without asking the model: variants of samples are counted in the place of being evaluated, and
 * explanations anew are counted in the place of being made, where the first one stands for all.
 */
export class Tally {
  /** Evaluations of the model, besides those of explanations. */
  evaluations = 0;
  /** Explanations, besides the one that is judged. */
  explanations = 0;
  private explained?: Promise<unknown>;

  /** Begins with another method: what was counted stays, and its own first explanation will stand for all. */
  next(): { readonly evaluations: number; readonly explanations: number } {
    this.explained = undefined;
    return { evaluations: this.evaluations, explanations: this.explanations };
  }

  /** Counts evaluations. */
  evaluate(count: number): void {
    this.evaluations += count;
  }

  /** Counts explanations of as many samples; the first is made. */
  explain<Explained>(count: number, make: () => Promise<Explained>): Promise<Explained> {
    this.explanations += count;
    this.explained ??= make();
    return this.explained as Promise<Explained>;
  }
}
