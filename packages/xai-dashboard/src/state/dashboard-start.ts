import type { MethodRecipe, Recipe, SelectionRecipe } from 'xai-recipes';
import type { ShippedModel } from './shipped-models';

/** What a model is asked first. */
export interface Start {
  readonly shipped?: ShippedModel;
  /** In place of the guessed one. */
  readonly recipe?: Recipe;
  readonly item?: number;
  readonly methods?: readonly MethodRecipe[];
  readonly classes?: readonly SelectionRecipe[];
}
