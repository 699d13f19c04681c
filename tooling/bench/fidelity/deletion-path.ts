/** Means over a path on which parts of an input are taken away. */
export interface PathMeans {
  /** The most relevant first: lower is better. */
  readonly most: number;
  /** The least relevant first: higher is better. */
  readonly least: number;
}

/** In how many steps all parts are taken away. */
const steps = 10;

/**
 * What a model says of an input whose parts are taken away one after another, by their relevance.
 *
 * @param values the relevance of each part
 * @param evaluate the output for inputs of which some parts are there: `[rows][parts]` to numbers
 */
export async function deletionPath(
  values: readonly number[],
  evaluate: (shown: readonly boolean[][]) => Promise<readonly number[]>,
): Promise<PathMeans> {
  const order = [...values.keys()].sort((one, other) => values[other] - values[one] || one - other);
  const rows = [order, order.toReversed()].flatMap((taken) =>
    Array.from({ length: steps + 1 }, (_, step) => {
      const gone = new Set(taken.slice(0, Math.round((step / steps) * values.length)));
      return values.map((_, part) => !gone.has(part));
    }),
  );
  const outputs = await evaluate(rows);
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return { most: mean(outputs.slice(0, steps + 1)), least: mean(outputs.slice(steps + 1)) };
}
