import type { Operator } from '../operator';
import { activations } from './activations';
import { arithmetic } from './arithmetic';
import { castLike, castTo } from './cast';
import { clip } from './clip';
import { functions } from './functions';
import { logic } from './logic';

/** What is computed element by element. */
export const elementwise: Readonly<Record<string, Operator>> = {
  ...functions,
  ...activations,
  ...arithmetic,
  ...logic,
  Cast: castTo,
  CastLike: castLike,
  Clip: clip,
  Dropout:
    () =>
    ([x]) =>
      x,
};
