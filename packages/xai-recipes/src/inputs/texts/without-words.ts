import { RecipeError } from '../../errors/errors';

/** The error for a text in which there is nothing to explain. */
export const withoutWords = (text: string): RecipeError =>
  new RecipeError('item.text has no words; expected some.', {
    argument: 'item.text',
    value: text,
    expected: 'words',
  });
