import { throwIfAborted, yieldToEventLoop } from 'xai-base';

/** How much work, in pixels, is done between two turns: a few milliseconds. */
export const pixelsBetweenTurns = 2 ** 14;

/**
 * Gives the event loop its turn in long work on the host.
 *
 * @throws {AbortError} when the signal has fired
 */
export async function turn(signal?: AbortSignal): Promise<void> {
  await yieldToEventLoop();
  throwIfAborted(signal);
}
