const longestTurn = 12; // milliseconds: below a frame

let lastYield = 0;

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
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve);
  });
  lastYield = performance.now();
}
