import { CommanderError } from 'commander';
import { AbortError } from 'xai-base';
import { RecipeError } from 'xai-recipes';
import { UsageError } from './errors';

/** What the command line's exit codes mean. */
export const exitCodes = {
  /** Done. */
  ok: 0,
  /** The work failed: a missing file, a broken model, an input of the wrong shape. */
  failed: 1,
  /** The command line is wrong; nothing was done. */
  usage: 2,
  /** Stopped by Ctrl-C. */
  aborted: 130,
} as const;

/** The exit code of what ended a command. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof UsageError || error instanceof RecipeError) return exitCodes.usage;
  if (error instanceof AbortError) return exitCodes.aborted;
  return exitCodes.failed;
}
