import { valueError } from 'svg-plots';

/** The unit in which attributions add up, seen from the model's output. */
export interface Link {
  /** From the model's output to that unit. */
  readonly apply: (output: number) => number;
  /** What the output is called in that unit. */
  readonly nameOf: (output: string) => string;
}

/** The output itself. */
export const identity: Link = { apply: (output) => output, nameOf: (output) => output };

/** Log odds: `log(p / (1 - p))`. */
const logit: Link = {
  apply: (output) => Math.log(output) - Math.log1p(-output),
  nameOf: (output) => `log odds of ${output}`,
};

const links: ReadonlyMap<unknown, Link> = new Map([
  ['identity', identity],
  ['logit', logit],
]);

/**
 * The link that an explanation carries in `extras.link`: a name for all samples, or one a sample.
 *
 * @throws {ValueError} for a link that is none
 */
export function linkIn({ link = 'identity' }: Record<string, unknown>, sample: number): Link {
  const name = Array.isArray(link) ? link[sample] : link;
  const found = links.get(name);
  if (found) return found;
  throw valueError('The link of the explanation', name, `one of ${[...links.keys()].join(', ')}`);
}
