import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import {
  type Model,
  type OutputSelection,
  PathSelector,
  RegionSelector,
  type TensorBag,
  toModelView,
  WeightedSelector,
} from 'xai-base';
import { RecipeError } from '../errors/errors';
import { findOutput } from '../models/output-names';
import { indexOf } from '../models/output-path';
import type { SelectionRecipe } from '../recipe/recipe';

/** An output, by its index, or by an index path. */
export type Place = number | readonly number[];

/** Which output is explained, minus which other one; or a weighted sum of all. */
export interface Selected {
  readonly output?: Place;
  readonly against?: Place;
  readonly weights?: readonly number[];
}

/**
 * What a recipe selects, by numbers.
 *
 * @throws {RecipeError} for the name of a class that there is not
 */
export function selectedBy({ output, against, weights }: SelectionRecipe = {}, labels?: readonly string[]): Selected {
  return {
    ...(output !== undefined && { output: findOutput('recipe.selection.output', output, labels) }),
    ...(against !== undefined && { against: findOutput('recipe.selection.against', against, labels) }),
    ...(weights && { weights }),
  };
}

/**
 * Which output to explain: the one asked for, or else the most activated; perhaps minus another one.
 *
 * @param bag frees weights, after the analysis
 */
export async function selectionOf(
  { output, against, weights }: Selected,
  model: Model,
  input: Tensor,
  bag: TensorBag,
): Promise<OutputSelection | undefined> {
  if (weights) return weighted(weights, await outputOf(model, input), bag);
  if (against === undefined || String(against) === String(output))
    return typeof output === 'object' ? new PathSelector(output) : output;
  const { shape, values } = await outputOf(model, input);
  const [plus, minus] = [output ?? largest(values), against].map((place) =>
    typeof place === 'number' ? place : indexOf(place, shape),
  );
  if (shape.length < 2) return new WeightedSelector({ [plus]: 1, [minus]: -1 });
  const difference = new Array<number>(values.length).fill(0);
  difference[plus] += 1;
  difference[minus] -= 1;
  return weighted(difference, { shape, values }, bag);
}

interface Output {
  /** Of a sample, without axes of length 1. */
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

async function outputOf(model: Model, input: Tensor): Promise<Output> {
  const output = await toModelView(model).predict(input);
  try {
    return { shape: output.shape.slice(1).filter((length) => length !== 1), values: await output.data() };
  } finally {
    output.dispose();
  }
}

function weighted(weights: readonly number[], { shape, values }: Output, bag: TensorBag): RegionSelector {
  if (weights.length === values.length) return new RegionSelector(bag.add(tensor([...weights], [...shape], 'float32')));
  const expected = `${values.length}, one for each output`;
  throw new RecipeError(`recipe.selection.weights has ${weights.length} numbers; expected ${expected}.`, {
    argument: 'recipe.selection.weights',
    value: weights.length,
    expected,
  });
}

function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((best, value, at, all) => (value > all[best] ? at : best), 0);
}
