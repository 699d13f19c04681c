import { identities } from 'xai-recipes/node';
import { UsageError } from '../errors/errors';

/** A file that a command reads or writes, and the option that names it. */
export interface NamedFile {
  readonly option: string;
  readonly file: string;
}

/**
 * Checks that a command writes over none of the files that it reads, nor twice into one, by whatever paths and links they are named.
 *
 * @throws {UsageError} naming both options
 */
export async function checkOutputs(outputs: readonly NamedFile[], inputs: readonly NamedFile[]): Promise<void> {
  const known = new Map<string, NamedFile>();
  for (const input of inputs) for (const identity of await identities(input.file)) known.set(identity, input);
  for (const output of outputs) {
    const found = await identities(output.file);
    const other = found.map((identity) => known.get(identity)).find(Boolean);
    if (other) {
      const expected = 'a file of its own';
      throw new UsageError(
        `${output.option} would write over ${other.file}, the file of ${other.option}; expected ${expected}.`,
        { argument: output.option, value: output.file, expected },
      );
    }
    for (const identity of found) known.set(identity, output);
  }
}
