import type { Pixels } from './images/pixels';

/** A file that holds what is explained; of a table the row, from 0. */
export interface FileItem {
  readonly file: string;
  readonly row?: number;
}

/** A text itself. */
export interface TextItem {
  readonly text: string;
}

/** An image that was decoded already. */
export interface PixelsItem {
  readonly pixels: Pixels;
  readonly name?: string;
}

/** Numbers in the order of the model's columns: the steps of a series, or the rows of a table, of which one is explained. */
export interface ValuesItem {
  readonly values: readonly (readonly number[])[];
  readonly row?: number;
  readonly name?: string;
}

/** What is explained: a text, the name of a file, or one of these. */
export type Item = string | FileItem | TextItem | PixelsItem | ValuesItem;
