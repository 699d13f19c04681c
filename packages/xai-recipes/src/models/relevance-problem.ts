import { type LayerVerdict, ModelCheckError } from 'relevance-propagation';
import { RecipeError } from '../errors/errors';

/** The call in a program that mends a model which ends in softmax. */
const CALL = /; explain the logits: stripSoftmax\(model\)\./;

/** Whether all that is wrong with a layer is that the model ends in its softmax, which the logits are free of. */
export function endsInSoftmax({ problem = '' }: LayerVerdict): boolean {
  return CALL.test(problem);
}

/** What is wrong with a layer, without what a program would do about it. */
export function withoutCode(problem: string): string {
  return problem.replace(CALL, '.').replace(/ \(\{ skipChecks: true \}[^)]*\)/, '');
}

/** The error for a model that ends in softmax, which the recipe can take off. */
export function asksForLogits(message: string, cause: Error): RecipeError {
  const expected = 'recipe.model.logits';
  return new RecipeError(`${message} Here, ${expected} takes the softmax off.`, {
    argument: expected,
    expected,
    cause,
  });
}

/** What went wrong in an analysis, with what a recipe does about it: of a model without layers, its end and operators without a rule show as it runs. */
export function inWordsOfRecipes(error: unknown): unknown {
  if (!(error instanceof ModelCheckError)) return error;
  if (error.value === 'Softmax') return asksForLogits('The model ends in softmax, whose outputs compete.', error);
  const [operators, way] = error.message.split(/\nThe option \{ unknown: /);
  if (way === undefined) return error;
  const expected = 'recipe.method.unknown';
  const message = `${operators}\nHere, ${expected} gradient takes their derivative.`;
  return new RecipeError(message, { argument: expected, expected, cause: error });
}
