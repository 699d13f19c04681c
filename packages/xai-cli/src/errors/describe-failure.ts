import { AbortError, XaiError } from 'xai-base';
import { limited } from '../terminal/limited';
import { inWords } from './in-words';

/** The message of what ended a command; with its stack and its causes for people who mend programs. */
export function describeFailure(error: unknown, debug: boolean): string {
  const { message, stack, cause } = Object(error) as Partial<Error>;
  if (message === undefined) return `error: ${limited(String(error))}\n`;
  if (debug)
    return `${limited(String(stack))}\n${cause === undefined ? '' : `caused by ${describeFailure(cause, true)}`}`;
  return error instanceof AbortError
    ? 'Stopped.\n'
    : `error: ${limited(error instanceof XaiError ? inWords(message) : message)}\n`;
}
