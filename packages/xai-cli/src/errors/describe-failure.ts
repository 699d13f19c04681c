import { AbortError } from 'xai-base';

/** The message of what ended a command; with its stack and its causes for people who mend programs. */
export function describeFailure(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return `error: ${String(error)}\n`;
  if (debug)
    return `${error.stack}\n${error.cause === undefined ? '' : `caused by ${describeFailure(error.cause, true)}`}`;
  return error instanceof AbortError ? 'Stopped.\n' : `error: ${error.message}\n`;
}
