import { ModelError, wrongValue } from 'xai-base';

/** In what unit Shapley values add up: the model's output itself, or its log odds `log(p / (1 - p))`. */
export type Link = 'identity' | 'logit';

const rounding = 1e-6; // by which a probability in single precision may pass 0 or 1

/**
 * The function of a link.
 *
 * @param clip for `'logit'`: probabilities nearer to 0 or 1 count as that near
 * @throws {ValueError} for a link that is none, or a clip that does not go with it
 * @throws {ModelError} (from the function) when a value is no probability
 */
export function linkFunction(link: Link, clip?: number): (value: number) => number {
  if (link !== 'identity' && link !== 'logit') throw wrongValue('link', link, "'identity' or 'logit'");
  if (clip === undefined) return link === 'identity' ? (value) => value : logit;
  if (link === 'identity') throw wrongValue('linkClip', clip, "no linkClip without the link 'logit'");
  if (!(clip > 0 && clip < 0.5)) throw wrongValue('linkClip', clip, 'a number above 0, below 0.5');
  return (value) => {
    const isProbability = value >= -rounding && value <= 1 + rounding;
    return logit(isProbability ? Math.min(1 - clip, Math.max(clip, value)) : value);
  };
}

function logit(value: number): number {
  if (value > 0 && value < 1) return Math.log(value / (1 - value));
  const expected = 'outputs between 0 and 1, neither of them included';
  const way = value === 0 || value === 1 ? '; { linkClip: 1e-6 } lets 0 and 1 count as that near' : '';
  const message = `The model returned ${value}, which has no log odds; the link 'logit' expects ${expected}${way}.`;
  throw new ModelError(message, { argument: 'model', value, expected });
}
