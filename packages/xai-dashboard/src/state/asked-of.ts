import type { Item, MethodRecipe, Recipe, SelectionRecipe } from 'xai-recipes';
import { cellRecipe, type DashboardState } from './dashboard-state';

/** What the worker is asked about an explanation on the page. */
export interface Asked {
  readonly recipe: Recipe;
  /** The one that is explained. */
  readonly item: Item;
}

/** What is asked about a class and a method; undefined where there is nothing to explain. */
export function askedOf(
  { recipe, table, items, item }: DashboardState,
  selection: SelectionRecipe,
  method: MethodRecipe,
): Asked | undefined {
  const shown = items[item];
  return recipe && shown && { recipe: cellRecipe({ recipe, table }, selection, method), item: shown.item };
}
