import type { InputMeaning, InputOutline, ModelOutline } from '../models/outline';
import { shapeText } from '../models/shape';
import type { Filling } from '../recipe/model-recipe';
import type { Guess } from './guess';

/** Samples a second, of models of speech. */
export const USUAL_RATE = 16_000;

/** What is explained rather than given: the first of these. */
const explained: readonly InputMeaning[] = ['image', 'text', 'ids', 'series', 'table', 'unknown'];

/** The input that is explained: the only one, or the one that is most likely meant. */
export function mainInput({ inputs }: ModelOutline): InputOutline {
  const found = explained.map((meaning) => inputs.find((one) => one.meaning === meaning)).find(Boolean);
  return found ?? inputs[0];
}

/** Which input is explained, and what the others get; nothing of a model with one input. */
export function guessesOfInputs({ inputs }: ModelOutline, main: InputOutline): Guess[] {
  if (inputs.length < 2) return [];
  const others = inputs.filter((one) => one !== main);
  return [
    {
      path: 'recipe.model.input',
      value: main.name,
      reason: `of ${inputs.length} inputs, ${main.name} ${shapeText(main.shape)} looks like ${meanings[main.meaning]}`,
    },
    {
      path: 'recipe.model.fix',
      value: Object.fromEntries(others.map((one) => [one.name, fillings[one.meaning]])),
      reason: others.map(why).join('; '),
    },
  ];
}

const meanings: Readonly<Record<InputMeaning, string>> = {
  image: 'an image',
  series: 'a time series',
  table: 'a row of a table',
  text: 'a text',
  ids: 'ids of words',
  mask: 'a mask',
  types: 'types of words',
  positions: 'positions of words',
  past: 'what went before',
  state: 'a state',
  rate: 'how many samples of sound there are in a second',
  ratio: 'a ratio',
  unknown: 'anything',
};

const fillings: Readonly<Record<InputMeaning, Filling>> = {
  ...{ image: 'zeros', series: 'zeros', table: 'zeros', text: 'zeros', ids: 'zeros', unknown: 'zeros' },
  ...{ mask: 'ones', types: 'zeros', positions: 'zeros', past: 'nothing', state: 'zeros' },
  ...{ rate: USUAL_RATE, ratio: 'ones' },
};

function why({ name, meaning }: InputOutline): string {
  return `${name} looks like ${meanings[meaning]}, and is given ${fillings[meaning]}`;
}
