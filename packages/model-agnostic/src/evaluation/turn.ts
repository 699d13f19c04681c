import { throwIfAborted, yieldToEventLoop } from 'xai-base';

/**
 * Gives the event loop its turn in long work on the host.
 *
 * @throws {AbortError} when the signal has fired
 */
export async function turn(signal?: AbortSignal): Promise<void> {
  await yieldToEventLoop();
  throwIfAborted(signal);
}

/** To be awaited between the steps of long work: a {@link turn} whose signal is known. */
export type Turn = () => Promise<void>;

/** Turns that end with the signal. */
export function turnsOf(signal?: AbortSignal): Turn {
  return () => turn(signal);
}
