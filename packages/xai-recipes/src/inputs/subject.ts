import type { Tensor } from '@tensorflow/tfjs-core';
import type { RGBAImage } from 'vision-heatmaps';
import type { Explanation, Model, TensorBag } from 'xai-base';
import type { Files } from '../files/files';
import type { Hiding } from '../methods/method';
import type { LoadedModel } from '../models/loaded-model';
import type { Caption, Drawing } from '../pictures/drawing';
import type { Shown } from '../pictures/shown';
import type { InputRecipe } from '../recipe/input-recipe';
import type { Recipe } from '../recipe/recipe';
import type { Item } from './item';
import type { Modality } from './modality';

/** What methods compare the input with, in words. */
export interface Comparison {
  readonly usual: string;
  readonly [method: string]: string;
}

/** What is explained: an image, a text, a series or a row. Its tensors belong to the bag that it was read into. */
export interface Subject {
  readonly modality: Modality;
  /** A file, or the text itself. */
  readonly source: string;
  /** For the names of files. */
  readonly name: string;
  /** `[1, ...]` */
  readonly input: Tensor;
  /** The model of this input alone, where what goes with it is its own: the masks of a text. */
  readonly model?: Model;
  /** What the input is compared with, `[1, ...]`. */
  readonly inputRef: Tensor;
  /** The same, or several of them, `[samples, ...]`. */
  readonly background: Tensor;
  /** What that is, in words; by the names of methods where these hide something by another one. */
  readonly comparison: Comparison;
  /** White minus black, in units of the model's input; 1 for what is no image. */
  readonly contrast: number;
  readonly hiding: Hiding;
  /** What of the input is not explained, or was taken for granted. */
  readonly warnings?: readonly string[];
  /** An explanation as it is given, where that is not what the method says: of a text with the words. It uses the other one up. */
  finish?(explanation: Explanation): Promise<Explanation>;
  /** Draws an explanation of it. */
  draw(explanation: Explanation, caption: Caption): Promise<Drawing>;
  /** Of an image: a part of such an input as pixels. */
  imageOf?(part: Tensor): Promise<RGBAImage>;
  /** What a page draws of an explanation of it. */
  show(explanation: Explanation): Promise<Shown>;
}

/** From what a subject is read. */
export interface Reading<Input extends InputRecipe = InputRecipe> {
  readonly recipe: Recipe & { readonly input: Input };
  readonly item: Item;
  readonly loaded: LoadedModel;
  readonly files: Files;
  readonly bag: TensorBag;
}
