import type { MethodRecipe } from './recipe';

/** An option of a method, or of the one that it takes the mean of. */
export function methodOptionIn(recipe: MethodRecipe, name: string): unknown {
  return recipe[name] ?? (recipe.of && methodOptionIn(recipe.of, name));
}
