import { XaiError } from 'xai-base';

/** The command line is wrong: an unknown method, a number that is none, an option that the method does not take. */
export class UsageError extends XaiError {
  static override readonly id: string = 'UsageError';
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

/** A CSV file is damaged, has no such column or row, or a cell that is no number. */
export class TableFileError extends XaiError {
  static override readonly id: string = 'TableFileError';
}
