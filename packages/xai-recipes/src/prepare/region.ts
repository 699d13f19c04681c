import { tensor } from '@tensorflow/tfjs-core';
import { RegionSelector, type TensorBag } from 'xai-base';
import { wrongField } from '../errors/wrong-field';
import type { Files } from '../files/files';
import { framed, type Size } from '../inputs/images/framed';
import type { Pixels } from '../inputs/images/pixels';
import { readPixels } from '../inputs/images/read-image';
import { shapeText } from '../models/shape';
import type { ImageRecipe } from '../recipe/input-recipe';
import type { OutputValues } from './output-values';

/** What is summed: a class over the light parts of a mask. */
export interface Region {
  /** The name of an image. */
  readonly mask: string;
  /** The class; the one that is largest there, if it is left out. */
  readonly output?: number;
}

/** Where a region is looked for. */
export interface RegionPlace {
  readonly files: Files;
  /** Of the model's input. */
  readonly size: Size;
  readonly fit?: ImageRecipe['fit'];
  readonly bag: TensorBag;
}

/** A selector of a class over a region, and the index of its largest weight. */
export interface SelectedRegion {
  readonly selector: RegionSelector;
  /** The class; undefined of an output without classes. */
  readonly output?: number;
  readonly value: number;
}

/**
 * The sum of a class's outputs over a region: of maps `[height, width, classes]`, `[classes, height, width]` or `[height, width]`, as many as the mask is light.
 *
 * @throws {RecipeError} for an output that is no map, a mask without light parts, and a class that there is not
 */
export async function regionOf(
  { mask: name, output }: Region,
  { shape, values }: OutputValues,
  { files, size, fit, bag }: RegionPlace,
): Promise<SelectedRegion> {
  const map = mapIn(shape, size);
  if (!map) throw wrongField('recipe.selection.region', name, `a model whose output is a map, not ${shapeText(shape)}`);
  const pixels = await readPixels(files, name);
  const light = lightOf({ ...size, data: Float32Array.from(framed(pixels, size, fit)), white: pixels.white }, map);
  if (!light.some((weight) => weight > 0))
    throw wrongField('recipe.selection.region', name, 'an image with parts that are not black');
  const sums = Array.from({ length: map.classes }, (_, one) =>
    light.reduce((sum, weight, place) => sum + weight * values[map.at(place, one)], 0),
  );
  const chosen = output ?? sums.indexOf(Math.max(...sums));
  if (!(chosen in sums)) throw wrongField('recipe.selection.output', chosen, `a class of ${map.classes}`);
  const weights = new Float32Array(values.length);
  light.forEach((weight, place) => {
    weights[map.at(place, chosen)] = weight;
  });
  const selector = new RegionSelector(bag.add(tensor(weights, [...shape])));
  return { selector, ...(map.hasClasses && { output: chosen }), value: sums[chosen] };
}

interface MapShape extends Size {
  readonly classes: number;
  readonly hasClasses: boolean;
  /** Where the value of a place and a class is. */
  at(place: number, one: number): number;
}

/** How an output is a map: by its number of axes; classes stand where the others are to each other as the sides of the input, or nearest to that. */
function mapIn(shape: readonly number[], { height, width }: Size): MapShape | undefined {
  const [first, second, third] = shape;
  const apart = (rows: number, columns: number) => Math.abs(Math.log((rows * width) / (columns * height)));
  if (shape.length === 2) return { height: first, width: second, classes: 1, hasClasses: false, at: (place) => place };
  if (shape.length !== 3) return undefined;
  const isFirst = apart(second, third) < apart(first, second);
  if (isFirst)
    return {
      height: second,
      width: third,
      classes: first,
      hasClasses: true,
      at: (place, one) => one * second * third + place,
    };
  return { height: first, width: second, classes: third, hasClasses: true, at: (place, one) => place * third + one };
}

/** How light each place of a map is, from 0 to 1; what is transparent is dark. */
function lightOf(image: Pixels, size: Size): Float32Array {
  const data = framed(image, size);
  return Float32Array.from({ length: size.height * size.width }, (_, place) => {
    const [red, green, blue, alpha] = [0, 1, 2, 3].map((channel) => data[4 * place + channel] / image.white);
    return Math.min(1, Math.max(0, (0.299 * red + 0.587 * green + 0.114 * blue) * alpha));
  });
}
