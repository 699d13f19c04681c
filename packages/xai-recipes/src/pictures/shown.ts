import type { PlainExplanation } from 'xai-base';

/** What a page draws of an explanation: plain data, and what its parts are called. */
export interface Shown {
  /** Of a text a value a word; of an image the input with red first. */
  readonly explanation: PlainExplanation;
  /** The words of a text, or the names of the columns or channels. */
  readonly names?: readonly string[];
  /** The values of a row, with categories by their names. */
  readonly values?: readonly (number | string)[];
}
