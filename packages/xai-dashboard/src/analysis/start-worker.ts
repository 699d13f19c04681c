import { type Remote, wrap } from 'comlink';
import type { Analysis } from './analysis';
import type { Place } from './session-files';
import type { Entry } from './worker';
import address from './worker?worker&url';

/**
 * Starts the worker. It begins as a blob, which inherits the page's security policy: a worker of a file has the one that its server sends, and
 * a static server sends none.
 */
export async function startWorker(runtimes: string, places: readonly Place[]): Promise<Remote<Analysis>> {
  const script = new Blob([`import ${JSON.stringify(new URL(address, import.meta.url).href)};`], {
    type: 'text/javascript',
  });
  const url = URL.createObjectURL(script);
  const worker = new Worker(url, { type: 'module', name: 'analysis' });
  const analysis = await wrap<Entry>(worker).begin(runtimes, places);
  URL.revokeObjectURL(url);
  return analysis as unknown as Remote<Analysis>;
}
