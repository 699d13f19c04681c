import type { Page } from 'playwright-core';
import type { MethodRecipe, SelectionRecipe } from 'xai-recipes';
import { openChromium, softwareWebgpu } from '../../../../tooling/browser/open-chromium';
import { type ServeOptions, serveDashboard } from '../../src';
import type { Explained } from '../../src/analysis/explained';
import type { Dashboard } from '../../src/state/dashboard';
import { cellKey, type DashboardState } from '../../src/state/dashboard-state';

/** A dashboard in a browser. */
export interface OpenDashboard {
  readonly page: Page;
  readonly url: string;
  /** Errors of the console, the page and its security policy. */
  readonly complaints: string[];
  /** The addresses of all that was asked for. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Serves the built page, and opens it in Chromium. */
export async function openDashboard(options: ServeOptions = {}, path = ''): Promise<OpenDashboard> {
  const { url, close } = await serveDashboard(options);
  const browser = await openChromium(...softwareWebgpu);
  const page = await browser.newPage();
  const [complaints, requests]: string[][] = [[], []];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.context().on('request', (request) => requests.push(request.url()));
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}${path}`);
  return {
    ...{ page, url, complaints, requests },
    async close() {
      await browser.close();
      await close();
    },
  };
}

/** A dashboard for the tests of a file: open and settled before the first, closed after the last. */
export function dashboardOfTests(options: ServeOptions = {}): OpenDashboard {
  const dashboard = {} as OpenDashboard;
  beforeAll(async () => {
    Object.assign(dashboard, await openDashboard(options));
    await settled(dashboard.page);
  });
  afterAll(() => dashboard.close?.());
  return dashboard;
}

/** Waits until all explanations on the page are there, or have failed. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { store } = document.querySelector('xai-dashboard')?.dashboard ?? {};
    const { opening, cells = {}, methods = [], classes = [] } = store?.state ?? {};
    const all = Object.values(cells);
    const isOpen = all.some(({ status }) => status === 'waiting' || status === 'running');
    return opening === undefined && !isOpen && all.length >= methods.length * classes.length && all.length > 0;
  });
}

/** What came of the cells when all are there: their statuses and, of those that failed, why. */
export async function outcomes(page: Page): Promise<string[]> {
  await settled(page);
  const cells = Object.values((await stateOf(page)).cells);
  return cells.map((cell) => (cell.status === 'failed' ? cell.problem : cell.status));
}

/** Drops files on the page: their bytes by name. */
export async function drop(page: Page, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  const coded = Object.entries(files).map(([name, bytes]) => [
    name,
    Buffer.from(bytes as Uint8Array).toString('base64'),
  ]);
  await page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const [name, text] of given)
      transfer.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name));
    const place = document.querySelector('xai-dashboard')?.shadowRoot?.querySelector('main');
    place?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, coded);
}

/** Drops what lies on the disk, as a file manager does: folders, too. What is dragged is let go when the page has said that it takes it. */
export async function dropFolder(page: Page, folder: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const place = { x: 400, y: 400 };
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    browser.send('Input.dispatchDragEvent', { type, ...place, data });
  const taken = await page.evaluateHandle(() => {
    const said = { times: 0 };
    window.addEventListener('dragover', (event) => {
      if (event.defaultPrevented) said.times++;
    });
    return said;
  });
  await drag('dragEnter');
  for (let times = 0; times < 2; times = await taken.evaluate((said) => said.times)) await drag('dragOver');
  await drag('drop');
  await browser.detach();
}

/** What the page shows at present. */
export function stateOf(page: Page): Promise<DashboardState> {
  return page.evaluate(() => document.querySelector('xai-dashboard')!.dashboard!.state);
}

/** Waits until a model of that file is open and explained, or a problem is told. */
export async function opened(page: Page, source: string): Promise<DashboardState> {
  await page.waitForFunction((name) => {
    const state = document.querySelector('xai-dashboard')?.dashboard?.state;
    return state?.model?.source === name && state.opening === undefined;
  }, source);
  return stateOf(page);
}

/** Waits until all elements of the page have drawn what they were given. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const isPending = (root: ParentNode): boolean =>
      Array.from(root.querySelectorAll('*')).some(
        (element) =>
          ('isUpdatePending' in element && element.isUpdatePending === true) ||
          (element.shadowRoot !== null && isPending(element.shadowRoot)),
      );
    return !isPending(document);
  });
}

type Actions = {
  [Name in keyof Dashboard as Dashboard[Name] extends (...given: never[]) => unknown ? Name : never]: Dashboard[Name];
};

/** Does something that a user can do, and waits until it is done. */
export function act<Name extends keyof Actions>(
  page: Page,
  name: Name,
  ...given: Parameters<Actions[Name]>
): Promise<Awaited<ReturnType<Actions[Name]>>> {
  const call = ([method, parameters]: [string, unknown[]]) => {
    const dashboard = document.querySelector('xai-dashboard')!.dashboard as unknown as Record<
      string,
      (...all: unknown[]) => unknown
    >;
    return dashboard[method](...parameters);
  };
  return page.evaluate(call, [name, given] as [string, unknown[]]) as never;
}

/** The explanation in the cell of a class and a method; undefined where there is none. */
export async function explainedOf(
  page: Page,
  selection: SelectionRecipe,
  method: MethodRecipe,
): Promise<Explained | undefined> {
  const cell = (await stateOf(page)).cells[cellKey(selection, method)];
  return cell?.status === 'done' ? cell.explained : undefined;
}
