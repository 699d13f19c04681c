import { startWorker } from './analysis/start-worker';
import { Dashboard } from './state/dashboard';
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
  { base: at('files/'), names: served.names },
  { base: at('models/'), names: SHIPPED_FILES },
]);
const dashboard = new Dashboard(analysis);
const view = document.querySelector('xai-dashboard');
if (view) view.dashboard = dashboard;
document.addEventListener('files', (event) => void dashboard.drop((event as CustomEvent<File[]>).detail));
if (served.model === undefined) await dashboard.openShipped('digits');
else await dashboard.open(served.model);
if (served.data.length > 0) await dashboard.take(served.data);
