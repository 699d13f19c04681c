/** Keeps the page on this machine, so that it opens without a network; where the browser has no service workers, it does not. */
export async function keepOffline(address: URL): Promise<void> {
  await navigator.serviceWorker?.register(address).catch(() => undefined); // in a private window, for instance
}
