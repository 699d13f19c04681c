import { ModelError } from 'xai-base';
import { wrongValue } from '../wrong-value';

/** In what unit Shapley values add up: the model's output itself, or its log odds `log(p / (1 - p))`. */
export type Link = 'identity' | 'logit';

/** The function of a link. @throws {ModelError} (from the function) when a value is no probability */
export function linkFunction(link: Link): (value: number) => number {
  if (link === 'identity') return (value) => value;
  if (link === 'logit') return logit;
  throw wrongValue('link', link, "'identity' or 'logit'");
}

function logit(value: number): number {
  if (value > 0 && value < 1) return Math.log(value / (1 - value));
  const expected = 'outputs between 0 and 1, neither of them included';
  const message = `The model returned ${value}, which has no log odds; the link 'logit' expects ${expected}.`;
  throw new ModelError(message, { argument: 'model', value, expected });
}
