import { startWorker } from './analysis/start-worker';
import { keepOffline } from './offline/keep-offline';
import { addressOf, startIn } from './state/address';
import { Dashboard } from './state/dashboard';
import { shippedModels } from './state/shipped-models';
import { defineViews } from './views/define-views';

defineViews();

const here = new URL('.', document.baseURI);
const at = (path: string) => new URL(path, here).href;
/** What the server says of the files that it was told of. */
interface Served {
  readonly names: readonly string[];
  readonly model?: string;
  readonly data: readonly string[];
}

const told = document.querySelector<HTMLMetaElement>('meta[name=xai-served]')?.content;
const served: Served = told ? JSON.parse(told) : { names: [], data: [] };

const analysis = await startWorker(at('runtimes/'), [
  { base: at('files/'), names: served.names, areOwn: true },
  { base: at('models/'), names: SHIPPED_FILES },
]);
const dashboard = new Dashboard(analysis);
const view = document.querySelector('xai-dashboard');
if (view) view.dashboard = dashboard;
document.addEventListener('files', (event) => void dashboard.drop((event as CustomEvent<File[]>).detail));
const asked = startIn(location.hash);
const { source } = asked.shipped ?? shippedModels[0];
dashboard.store.subscribe((state) => {
  const address = addressOf(state);
  if (address !== '' && address !== location.hash) history.replaceState(undefined, '', address);
});
if (served.model !== undefined) await dashboard.open(served.model);
else await dashboard.open(source, { shipped: shippedModels[0], ...asked });
if (served.data.length > 0) await dashboard.take(served.data);
if (import.meta.env.PROD) await keepOffline(new URL('service-worker.js', here));
