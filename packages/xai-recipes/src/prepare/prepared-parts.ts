import type { Executor } from 'xai-base';
import type { Files } from '../files/files';
import type { LoadedModel, LoadedText } from '../models/loaded-model';
import type { Recipe } from '../recipe/recipe';
import type { Selected } from './selection';

/** What a prepared recipe is made of. */
export interface PreparedParts {
  readonly recipe: Recipe;
  readonly files: Files;
  readonly labels?: readonly string[];
  readonly selected: Selected;
  readonly loaded: LoadedModel | LoadedText;
  readonly executor?: Executor;
}

/** The model as it is loaded now, one for a recipe and those that were made of it; and the length of texts that it was read for, if that matters. */
export interface CurrentModel {
  loaded: LoadedModel | LoadedText;
  length?: number;
}
