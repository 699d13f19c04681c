import type { Normalization } from '../inputs/images/normalization';
import type { PresetName } from './presets';

/** An image, and how it becomes a model's input. */
export interface ImageRecipe {
  readonly kind: 'image';
  /** Height and width; those that the model takes, or else the image's own. */
  readonly size?: readonly [height: number, width: number];
  /** How an image of another shape gets that size: stretched (the usual), cut at its middle, or whole, between bars of black. */
  readonly fit?: 'stretch' | 'crop' | 'letterbox';
  /** What brightness from 0 to 1 becomes: a preset by name, or a mean and a deviation, one for all channels or one each. */
  readonly normalize?: PresetName | Normalization;
  /** Whether black and white are swapped first. */
  readonly invert?: boolean;
  /** The order in which the model takes the colours; that of the preset, or else red first. */
  readonly order?: 'rgb' | 'bgr';
}

/** The words that a model knows. */
export interface VocabularyRecipe {
  /** A file with the words in the order of their ids: a JSON array, or a line a word. */
  readonly file: string;
  readonly padding?: number;
  readonly unknown?: number;
  readonly lowerCase?: boolean;
  readonly locale?: string;
}

/** A text, and how it becomes ids of words. */
export interface TextRecipe {
  readonly kind: 'text';
  readonly vocabulary?: VocabularyRecipe;
  /** A `tokenizer.json`, of a transformer in an ONNX file. */
  readonly tokenizer?: string;
  /** Whether such a text is drawn by words (the usual) or by tokens. */
  readonly units?: 'words' | 'tokens';
  /** At which token the output is read, where the model has one for each: the last (the usual), the first, the hidden one, or an index. */
  readonly position?: 'last' | 'first' | 'mask' | number;
}

/** What stands in for cells without a value: a number, what is typical of the column, or NaN for a model that takes it. */
export type MissingRecipe = number | 'typical' | 'NaN';

/** A time series: a step a line, a channel a column. */
export interface SeriesRecipe {
  readonly kind: 'series';
  /** The columns that the model takes, in its order; all, if they are left out. */
  readonly features?: readonly string[];
  readonly missing?: MissingRecipe;
  /** How many samples a second recordings are brought to; their own, if it is left out. */
  readonly rate?: number;
  /** The unit of a step of time. */
  readonly time?: string;
}

/** A row of a table. */
export interface TableRecipe {
  readonly kind: 'table';
  /** The columns that the model takes, in its order; all, if they are left out. */
  readonly features?: readonly string[];
  readonly missing?: MissingRecipe;
  /** How many samples a second recordings are brought to, of which each is one row; their own, if it is left out. */
  readonly rate?: number;
  /** The names of the categories of columns, in the order of their numbers. */
  readonly categories?: Readonly<Record<string, readonly string[]>>;
  /** The columns with categories, where `categories` does not say them all; names are then found in the table. */
  readonly categorical?: readonly string[];
}

/** What is explained, and how it becomes numbers. */
export type InputRecipe = ImageRecipe | TextRecipe | SeriesRecipe | TableRecipe;
