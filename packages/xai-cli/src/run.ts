import { CommanderError } from 'commander';
import { describeFailure } from './errors/describe-failure';
import { exitCodeOf } from './errors/exit-codes';
import { createProgram } from './program';
import { PrintableOutput } from './terminal/printable-output';
import type { Surroundings } from './terminal/streams';

/**
 * Runs the command line in this process. It ends no process and throws no error: what goes wrong is written to `stderr`.
 *
 * @param argv the arguments, without node and the script
 * @param surroundings where results and messages go, and a signal that aborts the work
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 130 aborted
 *
 * @example
 * ```ts
 * let text = '';
 * const output = { write: (part: string) => (text += part) };
 * await run(['methods', '--json'], { stdout: output, stderr: output }); // => 0
 * JSON.parse(text)[0].name; // => 'Gradient'
 * ```
 */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const [stdout, stderr] = [new PrintableOutput(surroundings.stdout), new PrintableOutput(surroundings.stderr)];
  const program = createProgram({ ...surroundings, stdout, stderr });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    const isTold = error instanceof CommanderError; // commander has written its message itself
    if (!isTold) stderr.write(describeFailure(error, program.opts().debug === true));
    return exitCodeOf(error);
  }
}
