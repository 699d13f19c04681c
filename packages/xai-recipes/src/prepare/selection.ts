import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import {
  type Model,
  type OutputSelection,
  PathSelector,
  RegionSelector,
  sizeOf,
  type TensorBag,
  WeightedSelector,
} from 'xai-base';
import { RecipeError } from '../errors/errors';
import { wrongField } from '../errors/wrong-field';
import { findOutput } from '../models/output-names';
import { indexOf, pathOf } from '../models/output-path';
import type { SelectionRecipe } from '../recipe/recipe';
import { type OutputValues, outputOf } from './output-values';
import { type RegionPlace, regionOf } from './region';

/** An output, by its index, or by an index path. */
export type Place = number | readonly number[];

/** Which output is explained, minus which other one; or a weighted sum: of some outputs, of all, or of one class over a region. */
export interface Selected {
  readonly output?: Place;
  readonly against?: Place;
  readonly weights?: readonly number[];
  readonly combination?: readonly { readonly output: Place; readonly weight: number }[];
  /** The name of an image. */
  readonly region?: string;
}

/** What is explained, where it is no output of its own: in words, and its value. */
export interface SelectedSum {
  readonly about: string;
  readonly value: number;
}

/** What is explained. */
export interface Selection {
  readonly selection?: OutputSelection;
  readonly sum?: SelectedSum;
}

/**
 * What a recipe selects, by numbers.
 *
 * @throws {RecipeError} for the name of a class that there is not, and for fields that exclude each other
 */
export function selectedBy(
  { output, against, weights, combination, region }: SelectionRecipe = {},
  labels?: readonly string[],
): Selected {
  const sums = Object.entries({ weights, combination, region, against }).filter(([, value]) => value !== undefined);
  if (sums.length > 1)
    throw wrongField(`recipe.selection.${sums[1][0]}`, sums[1][1], `nothing beside recipe.selection.${sums[0][0]}`);
  const find = (field: string, given: NonNullable<typeof output>) =>
    findOutput(`recipe.selection.${field}`, given, labels);
  return {
    ...(output !== undefined && { output: find('output', output) }),
    ...(against !== undefined && { against: find('against', against) }),
    ...(weights && { weights }),
    ...(combination && {
      combination: combination.map((one) => ({ ...one, output: find('combination', one.output) })),
    }),
    ...(region !== undefined && { region }),
  };
}

/** Whether what is explained is one output, or the most activated one, which samples of a batch have one each. */
export function isOneOutput({ against, weights, combination, region }: Selected): boolean {
  return [against, weights, combination, region].every((one) => one === undefined);
}

/** What sums are of. */
export interface SelectionPlace extends RegionPlace {
  readonly labels?: readonly string[];
}

/**
 * Which output to explain: the one asked for, or else the most activated; perhaps minus another one; or a weighted sum.
 *
 * @param place its bag frees weights, after the analysis
 */
export async function selectionOf(
  selected: Selected,
  model: Model,
  input: Tensor,
  place: SelectionPlace,
): Promise<Selection> {
  const { output, against, weights, combination, region } = selected;
  const { bag, labels } = place;
  if (weights) return { selection: weighted(weights, await outputOf(model, input), bag) };
  if (combination) {
    const values = await outputOf(model, input);
    const all = new Array<number>(values.values.length).fill(0);
    const places = combination.map((one) => indexIn(one.output, values.shape));
    combination.forEach(({ weight }, at) => {
      all[places[at]] += weight;
    });
    const value = places.reduce((sum, at, one) => sum + combination[one].weight * values.values[at], 0);
    const about = combination.map((one) => `${short(one.weight)} times ${nameOf(one.output, labels)}`).join(' plus ');
    return { selection: weighted(all, values, bag), sum: { about, value } };
  }
  if (region !== undefined) {
    if (typeof output === 'object')
      throw wrongField('recipe.selection.output', output, 'a class, beside recipe.selection.region');
    const found = await regionOf({ mask: region, output }, await outputOf(model, input), place);
    const about = `${found.output === undefined ? 'the output' : nameOf(found.output, labels)} over ${region}`;
    return { selection: found.selector, sum: { about, value: found.value } };
  }
  if (against === undefined || String(against) === String(output)) {
    if (output === undefined) return { selection: await mostActivated(model, input) };
    return { selection: typeof output === 'object' ? new PathSelector(output) : output };
  }
  const { shape, values } = await outputOf(model, input);
  const [plus, minus] = [output ?? largest(values), against].map((one) => indexIn(one, shape));
  if (shape.length < 2) return { selection: new WeightedSelector({ [plus]: 1, [minus]: -1 }) };
  const difference = new Array<number>(values.length).fill(0);
  difference[plus] += 1;
  difference[minus] -= 1;
  return { selection: weighted(difference, { shape, values }, bag) };
}

const indexIn = (place: Place, shape: readonly number[]): number =>
  typeof place === 'number' ? place : indexOf(place, shape);

const short = (weight: number): string => String(Number(weight.toPrecision(4)));

function nameOf(place: Place, labels?: readonly string[]): string {
  if (typeof place === 'object') return `output [${place.join(', ')}]`;
  return labels?.[place] || `output ${place}`;
}

/** Of scores, the analysis finds the largest one of each sample itself; of an output of more axes it is looked for. */
export async function mostActivated(model: Model, input: Tensor): Promise<OutputSelection | undefined> {
  if (statedRank(model) === 2) return undefined;
  const { shape, values } = await outputOf(model, input);
  if (shape.length < 2) return undefined;
  const size = sizeOf(shape);
  const starts = Array.from({ length: values.length / size }, (_, sample) => sample * size);
  return starts.map((start) => pathOf(largest(Array.from(values).slice(start, start + size)), shape));
}

/** The number of axes that a model says its output has. */
function statedRank(model: Model): number | undefined {
  const { outputs = [] } = model as { readonly outputs?: readonly { readonly shape?: readonly unknown[] }[] };
  return outputs.length === 1 ? outputs[0].shape?.length : undefined;
}

function weighted(weights: readonly number[], { shape, values }: OutputValues, bag: TensorBag): RegionSelector {
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
