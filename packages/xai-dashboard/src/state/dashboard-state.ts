import type { PlainExplanation, Progress } from 'xai-base';
import {
  type MethodRecipe,
  type ModelOutline,
  type Recipe,
  type SelectionRecipe,
  type Verdict,
  withField,
} from 'xai-recipes';
import type { EngineChoice, EngineReport } from '../analysis/engine-choice';
import type { Explained, Layerwise } from '../analysis/explained';
import { type ListedMethod, optionsOf } from '../analysis/method-table';
import type { Sanity } from '../analysis/sanity';
import type { Strategies } from '../analysis/strategies';
import type { ListedItem } from './listed-item';

/** The model on the page. */
export interface OpenModel {
  /** The name of its file. */
  readonly source: string;
  readonly title: string;
  /** The name of a model that is shipped. */
  readonly shipped?: string;
  readonly outline: ModelOutline;
}

/** One explanation on the page: of a class by a method. */
export type Cell =
  | { readonly status: 'waiting' }
  | { readonly status: 'running'; readonly done: number; readonly total: number }
  | DoneCell
  | { readonly status: 'failed'; readonly problem: string }
  | { readonly status: 'cancelled' };

/** An explanation that is there. */
export interface DoneCell {
  readonly status: 'done';
  readonly explained: Explained;
  /** Whether it is sane, if that was checked. */
  readonly checked?: Checked;
}

/** What a sanity check found; or why there can be none. */
export type Checked = Sanity | { readonly problem: string };

/** A saved explanation that was opened again. */
export interface Restored {
  readonly name: string;
  readonly explanation: PlainExplanation;
  /** How it was made, if it says so. */
  readonly recipe?: Recipe;
}

/** What relevance propagation does in each layer, for one explanation on the page. */
export interface ShownLayers {
  readonly selection: SelectionRecipe;
  readonly method: MethodRecipe;
  /** Undefined until it is computed. */
  readonly layerwise?: Layerwise;
}

/** By how many strategies a class is decided, by the explanations of the items of the list. */
export interface ShownStrategies {
  readonly selection: SelectionRecipe;
  readonly method: MethodRecipe;
  /** Those that are looked through. */
  readonly items: readonly ListedItem[];
  readonly progress?: Progress;
  /** Undefined until it is computed. */
  readonly found?: Strategies;
}

/** Something that the user is told. */
export interface Message {
  readonly id: number;
  readonly kind: 'problem' | 'note';
  readonly text: string;
}

/** How explanations are drawn. */
export interface Look {
  readonly sameScale: boolean;
  /** A name, `papers` for what each method is usually drawn in; left out, colours that are safe for the colour-blind. */
  readonly colormap?: string;
  readonly clip?: boolean;
  /** Of tables: from the expected value to the prediction, in place of bars from zero. */
  readonly waterfall?: boolean;
  /** From the input, 0, to the heatmap, 1. */
  readonly overlay?: number;
}

/** All that the page shows. It is never changed, only replaced. */
export interface DashboardState {
  readonly engine: { readonly choice: EngineChoice; readonly report?: EngineReport };
  /** What is being opened. */
  readonly opening?: string;
  readonly model?: OpenModel;
  readonly items: readonly ListedItem[];
  /** The names of the files that can be chosen for the model. */
  readonly files: readonly string[];
  /** Which of them is explained. */
  readonly item: number;
  /** Model, input, labels, comparison: all but the method and the selection, of which there may be several. */
  readonly recipe?: Recipe;
  /** The columns. */
  readonly methods: readonly MethodRecipe[];
  /** The rows; an empty selection is the predicted class. */
  readonly classes: readonly SelectionRecipe[];
  /** By {@link cellKey}. */
  readonly cells: Readonly<Record<string, Cell>>;
  /** All methods. */
  readonly table: readonly ListedMethod[];
  /** Which methods explain the model; undefined until they were tried. */
  readonly verdicts?: readonly Verdict[];
  /** Saved explanations, beside those that are computed here. */
  readonly restored: readonly Restored[];
  /** The layers that are looked at. */
  readonly layers?: ShownLayers;
  readonly strategies?: ShownStrategies;
  readonly look: Look;
  readonly messages: readonly Message[];
}

/** Where the explanation of a class by a method is in `cells`. */
export function cellKey(selection: SelectionRecipe, method: MethodRecipe): string {
  return JSON.stringify([selection, method]);
}

/** Fields that not every method listens to. */
const HEARD = ['recipe.seed', 'recipe.model.logits', 'recipe.comparedWith.brightness', 'recipe.comparedWith.images'];

/** The recipe of a cell: of what all cells share, that which its method listens to. */
export function cellRecipe(
  { recipe, table }: { recipe: Recipe; table: readonly ListedMethod[] },
  selection: SelectionRecipe,
  method: MethodRecipe,
): Recipe {
  const { selection: _, ...rest } = recipe;
  const taken = optionsOf(table, method.name, method.of?.name);
  const unheard = HEARD.filter((path) => !taken.some((option) => option.path === path));
  const heard = unheard.reduce((some: Recipe, path) => withField(some, path, undefined), rest);
  return { ...heard, method, ...(Object.keys(selection).length > 0 && { selection }) };
}
