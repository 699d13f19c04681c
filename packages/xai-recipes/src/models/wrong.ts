import { ModelFileError } from '../errors/errors';

/** An error about a model's file. */
export function wrong(file: string, what: string, expected: string, cause?: unknown): ModelFileError {
  return new ModelFileError(`${file} ${what}; expected ${expected}.`, {
    argument: 'model',
    value: file,
    expected,
    cause,
  });
}
