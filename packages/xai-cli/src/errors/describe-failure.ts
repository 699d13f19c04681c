import { AbortError } from 'xai-base';

/** The message of what ended a command; with its stack and its causes for people who mend programs. */
export function describeFailure(error: unknown, debug: boolean): string {
  const { message, stack, cause } = Object(error) as Partial<Error>;
  if (message === undefined) return `error: ${String(error)}\n`;
  if (debug) return `${stack}\n${cause === undefined ? '' : `caused by ${describeFailure(cause, true)}`}`;
  return error instanceof AbortError ? 'Stopped.\n' : `error: ${message}\n`;
}
