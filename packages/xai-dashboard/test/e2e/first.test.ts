import { type OpenDashboard, openDashboard, settled } from '../support/open-dashboard';
import { slowness } from '../support/slowness';

let dashboard: OpenDashboard;

beforeAll(async () => {
  dashboard = await openDashboard();
});

afterAll(() => dashboard?.close());

test('a first explanation is there within two seconds of loading, without a click', async () => {
  const { page } = dashboard;
  const times: number[] = [];
  do {
    if (times.length > 0) await page.reload();
    await page.waitForFunction(() =>
      Object.values(document.querySelector('xai-dashboard')?.dashboard?.state.cells ?? {}).some(
        ({ status }) => status === 'done',
      ),
    );
    const milliseconds = await page.evaluate(() => performance.now());
    times.push(milliseconds / (await slowness(page)));
  } while (times.at(-1)! > 2000 && times.length < 4); // other work on the machine may be in the way
  expect(Math.min(...times)).toBeLessThan(2000);
});

test('each model that is shipped is explained by each of its methods', async () => {
  const { page, complaints } = dashboard;
  for (const name of ['mails', 'weather', 'penguins', 'temperature', 'digits']) {
    await page.evaluate((model) => document.querySelector('xai-dashboard')?.dashboard?.openShipped(model), name);
    await settled(page);
    const found = await page.evaluate(() => {
      const { cells, model } = document.querySelector('xai-dashboard')!.dashboard!.state;
      return [model?.shipped, Array.from(new Set(Object.values(cells).map(({ status }) => status)))] as const;
    });
    expect(found).toEqual([name, ['done']]);
  }
  expect(complaints).toEqual([]);
});

test('nothing was asked of any other server', () => {
  const origin = new URL(dashboard.url).origin;
  const others = dashboard.requests.filter((url) => !/^(blob|data):/.test(url) && new URL(url).origin !== origin);
  expect(dashboard.requests.length).toBeGreaterThan(10);
  expect(others).toEqual([]);
});
