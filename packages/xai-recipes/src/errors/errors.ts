import { XaiError } from 'xai-base';

/** A recipe is wrong: a field that does not exist, or one that is not what it must be. `argument` is its path, such as `recipe.input.kind`. */
export class RecipeError extends XaiError {
  static override readonly id: string = 'RecipeError';
}

/** A file is missing, or cannot be read or written. */
export class FileError extends XaiError {
  static override readonly id: string = 'FileError';
}

/** A model's files, its description among them, are damaged, incomplete, or of no known format. */
export class ModelFileError extends XaiError {
  static override readonly id: string = 'ModelFileError';
}

/** A file is no image that can be read. */
export class ImageFileError extends XaiError {
  static override readonly id: string = 'ImageFileError';
}

/** A table of numbers is damaged, has no such column or row, or a cell that is no number. */
export class TableFileError extends XaiError {
  static override readonly id: string = 'TableFileError';
}
