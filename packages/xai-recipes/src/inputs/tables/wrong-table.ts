import { TableFileError } from '../../errors/errors';

/** An error about a file of numbers. */
export function wrongTable(file: string, what: string, expected: string, cause?: unknown): TableFileError {
  return new TableFileError(`${file} ${what}; expected ${expected}.`, {
    argument: 'table',
    value: file,
    expected,
    cause,
  });
}
