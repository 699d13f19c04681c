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

/** Log odds, `log(p / (1 - p))`, of probabilities that come no nearer to 0 and 1 than a clip. */
const logit = (clip: number): Link => ({
  apply: (output) => {
    const probability = Math.min(1 - clip, Math.max(clip, output));
    return Math.log(probability) - Math.log1p(-probability);
  },
  nameOf: (output) => `log odds of ${output}`,
});

const links: ReadonlyMap<unknown, (clip: number) => Link> = new Map([
  ['identity', () => identity],
  ['logit', logit],
]);

/**
 * The link that an explanation carries in `extras.link`: a name for all samples, or one a sample. `extras.linkClip` says how near probabilities may come
 * to 0 and 1.
 *
 * @throws {ValueError} for a link that is none
 */
export function linkIn({ link = 'identity', linkClip }: Record<string, unknown>, sample: number): Link {
  const name = Array.isArray(link) ? link[sample] : link;
  const found = links.get(name);
  if (found) return found(typeof linkClip === 'number' ? linkClip : 0);
  throw valueError('The link of the explanation', name, `one of ${[...links.keys()].join(', ')}`);
}
