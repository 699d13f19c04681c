import { wrongField } from '../errors/wrong-field';
import type { Recipe } from '../recipe/recipe';

/**
 * Checks that a recipe says of a loaded model what the recipe says that it was loaded by. Whether a softmax is taken off is up to the method.
 *
 * @throws {RecipeError} when it is another model, or is read in another way
 */
export function checkSameModel(recipe: Recipe, known: Recipe): void {
  const [given, loaded] = [recipe, known].map(reading);
  const differing = Object.keys({ ...given, ...loaded }).find((name) => given[name] !== loaded[name]);
  if (differing === undefined) return;
  const expected = `${loaded[differing] ?? 'nothing'}, as the model was loaded; prepare(recipe, ...) loads another one`;
  throw wrongField(differing, given[differing], expected);
}

/** What is read of a model, by the path in a recipe, as text. */
function reading({ model: { logits: _, ...model }, input }: Recipe): Record<string, string> {
  const ofText = input.kind === 'text' ? { tokenizer: input.tokenizer, position: input.position } : {};
  const named = (owner: string, fields: object) =>
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[`recipe.${owner}.${name}`, JSON.stringify(value)]],
    );
  return Object.fromEntries([...named('model', model), ...named('input', ofText)]);
}
