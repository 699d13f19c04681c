const isNode = typeof setImmediate === 'function';
const longestTurn = isNode ? 40 : 12; // milliseconds: in a page below a frame, elsewhere nothing is drawn

let lastYield = 0;
let channel: MessageChannel | undefined;

/**
 * Lets timers, input and rendering go on, when they have not had their turn for a while. Long work calls it between steps.
 *
 * @example
 * ```ts
 * await yieldToEventLoop();
 * ```
 */
export async function yieldToEventLoop(): Promise<void> {
  if (performance.now() - lastYield < longestTurn) return;
  await new Promise<void>((resolve) => {
    if (isNode) setImmediate(resolve);
    else afterWaitingEvents(resolve);
  });
  lastYield = performance.now();
}

/** A message to oneself; browsers hold timers that follow one another back for 4 milliseconds. */
function afterWaitingEvents(resolve: () => void): void {
  channel ??= new MessageChannel();
  channel.port1.addEventListener('message', () => resolve(), { once: true });
  channel.port1.start();
  channel.port2.postMessage(undefined);
}
