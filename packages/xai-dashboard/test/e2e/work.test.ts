import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserializePlain } from 'xai-base';
import type { Recipe } from 'xai-recipes';
import type { Cell } from '../../src/state/dashboard-state';
import type { Reproduction } from '../../src/state/reproduction';
import { act, dashboardOfTests, drop, explainedOf, settled, stateOf } from '../support/open-dashboard';

const packages = path.join(__dirname, '../../..');
const LRP = { name: 'LRP' };

const dashboard = dashboardOfTests();

/** The values of an explanation. */
async function valuesOf(...cell: Parameters<typeof explainedOf> extends [unknown, ...infer Rest] ? Rest : never) {
  return Array.from((await explainedOf(dashboard.page, ...cell))?.explanation.val.data ?? []);
}

test('what runs is cancelled, with progress up to then, and can be begun again', async () => {
  const { page } = dashboard;
  const long = { name: 'IntegratedGradients', steps: 20_000 };
  void act(page, 'setMethods', [long, LRP]).catch(() => undefined);
  await page.waitForFunction(() =>
    Object.values(document.querySelector('xai-dashboard')!.dashboard!.state.cells).some(
      (cell) => cell.status === 'running' && cell.done > 0 && cell.done < cell.total,
    ),
  );
  await act(page, 'cancel');
  const statuses = Object.values((await stateOf(page)).cells).map(({ status }) => status);
  expect(statuses).toContain('cancelled');
  expect(statuses).not.toContain('running');
  await act(page, 'setMethods', [LRP]); // the worker is free at once
  expect(await valuesOf({}, LRP)).toHaveLength(28 * 28);
});

test('classes are compared: nine, and nine against four', async () => {
  const { page } = dashboard;
  await act(page, 'setClasses', [{ output: '9' }, { output: '9', against: '4' }]);
  const [nine, against] = [await valuesOf({ output: '9' }, LRP), await valuesOf({ output: '9', against: '4' }, LRP)];
  expect(nine).toHaveLength(against.length);
  expect(nine).not.toEqual(against);
  await act(page, 'setClasses', [{}]);
});

test('the rule of a layer is changed, and what each layer gets is shown', async () => {
  const { page } = dashboard;
  const before = await valuesOf({}, LRP);
  await act(page, 'showLayers', {}, LRP);
  const { layers } = (await stateOf(page)).layers!.layerwise!;
  const convolutions = layers.filter(({ type }) => type === 'Conv2D');
  expect(convolutions.map(({ rule }) => rule)).toEqual(['ZPlus', 'ZPlus']);
  for (const { conservation } of convolutions) {
    const { relevance, received, bias, stabilizer } = conservation!;
    expect(Math.abs(relevance - received - bias - stabilizer)).toBeLessThan(1e-3 * Math.abs(relevance));
  }
  expect(convolutions[0].relevances?.shape).toHaveLength(4);
  await act(page, 'setRule', (await stateOf(page)).methods[0], convolutions[0].layer, 'Gamma(0.25)');
  const [changed] = (await stateOf(page)).methods;
  expect(changed).toEqual({ ...LRP, rules: { [convolutions[0].layer]: 'Gamma(0.25)' } });
  expect(
    (await stateOf(page)).layers?.layerwise?.layers.find(({ layer }) => layer === convolutions[0].layer)?.rule,
  ).toBe('Gamma(0.25)');
  expect(await valuesOf({}, changed)).not.toEqual(before);
  await act(page, 'setRule', changed, convolutions[0].layer);
  expect((await stateOf(page)).methods).toEqual([LRP]);
  expect(await valuesOf({}, LRP)).toEqual(before);
  await act(page, 'hideLayers');
});

test('an explanation and its recipe are saved and opened again', async () => {
  const { page } = dashboard;
  const known = (await explainedOf(page, {}, LRP))!;
  const bytes = await page.evaluate(async () => {
    const saved = await document.querySelector('xai-dashboard')!.dashboard!.saved({}, { name: 'LRP' });
    return Array.from(saved ?? []);
  });
  const read = deserializePlain(Uint8Array.from(bytes));
  expect(Array.from(read.val.data)).toEqual(Array.from(known.explanation.val.data));
  expect((read.extras!.recipe as Recipe).model.source).toBe('lenet/model.json');
  await drop(page, { 'lrp.safetensors': Uint8Array.from(bytes) });
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.restored.length === 1);
  const [restored] = (await stateOf(page)).restored;
  expect(Array.from(restored.explanation.val.data)).toEqual(Array.from(known.explanation.val.data));
  const { recipe } = (await page.evaluate(() =>
    document.querySelector('xai-dashboard')!.dashboard!.reproduction({}, { name: 'LRP' }),
  )) as Reproduction;
  await act(page, 'setMethods', [{ name: 'Gradient' }]);
  await drop(page, { 'recipe.json': recipe });
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.methods[0].name === 'LRP');
  await settled(page);
  expect(await valuesOf({}, LRP)).toEqual(Array.from(known.explanation.val.data));
});

test('of a saved explanation by CRP each feature has its map', async () => {
  const { page } = dashboard;
  const crp = { name: 'CRP', top: 3 };
  await act(page, 'setMethods', [crp]);
  const bytes = await page.evaluate(async (method) => {
    const saved = await document.querySelector('xai-dashboard')!.dashboard!.saved({}, method);
    return Array.from(saved ?? []);
  }, crp);
  await drop(page, { 'crp.safetensors': Uint8Array.from(bytes) });
  const maps = page.locator('restored-list article', { hasText: 'crp.safetensors' }).locator('xai-image');
  await maps.nth(2).waitFor();
  expect(await maps.count()).toBe(3);
});

describe('what is on screen is computed again elsewhere', () => {
  let folder: string;

  beforeAll(() => {
    // below the package, from where programs find the packages that they name
    folder = mkdtempSync(path.join(packages, 'xai-dashboard/.reproduction-'));
    cpSync(path.join(packages, 'xai-cli/models'), folder, { recursive: true });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['digits', { name: 'LRP', rules: { conv2d_1: 'Gamma(0.25)' } }, {}],
    ['penguins', { name: 'KernelSHAP', samples: 32 }, { output: 'Chinstrap', against: 'Gentoo' }],
  ])('by a program and a command: %s', async (model, method, selection) => {
    const { page } = dashboard;
    await act(page, 'openShipped', model);
    await act(page, 'setClasses', [selection]);
    await act(page, 'setMethods', [method]);
    const known = await valuesOf(selection, method);
    const { recipe, program, command } = (await page.evaluate(
      ([one, other]) =>
        document.querySelector('xai-dashboard')!.dashboard!.reproduction(one, other as { name: string }),
      [selection, method] as const,
    )) as Reproduction;
    writeFileSync(path.join(folder, 'recipe.json'), recipe);
    writeFileSync(path.join(folder, 'again.ts'), program);
    const here = { cwd: folder, stdio: 'pipe' } as const;
    const tsx = path.join(packages, '../node_modules/.bin/tsx');
    const bin = path.join(packages, 'xai-cli/dist/bin.js');
    for (const run of [
      () => execFileSync(tsx, ['again.ts'], here),
      () => execFileSync('sh', ['-c', command.replace('npx xai-cli', `node ${bin}`)], here),
    ]) {
      run();
      const saved = path.join(folder, 'explanation.safetensors');
      const values = Array.from(deserializePlain(new Uint8Array(readFileSync(saved))).val.data);
      rmSync(saved);
      const largest = Math.max(...known.map(Math.abs));
      expect(Math.max(...values.map((value, at) => Math.abs(value - known[at])))).toBeLessThan(1e-4 * largest);
      expect(values).toHaveLength(known.length);
    }
  });
});

describe('files that are broken or hostile', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const markup = '<img src=x onerror="globalThis.hacked = true">';

  test.each<[string, Record<string, Uint8Array | string>, RegExp]>([
    ['no JSON', { 'model.json': '{"modelTopology": ' }, /model\.json/],
    ['nothing', { 'model.onnx': '' }, /model\.onnx/],
    ['noise', { 'model.onnx': Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256) }, /model\.onnx/],
    ['noise of Keras', { 'model.h5': 'HDF is not this' }, /expected a file \.keras or \.h5/],
    ['deep JSON', { 'deep.json': deep }, /deep\.json/],
    [
      'a model that names files elsewhere',
      {
        'model.json': JSON.stringify({
          modelTopology: { class_name: 'Sequential', config: [] },
          weightsManifest: [{ paths: ['../../etc/passwd'], weights: [] }],
        }),
      },
      /passwd.*inside the folder/,
    ],
    [
      'weights that are missing',
      { 'model.json': readFileSync(path.join(packages, 'xai-cli/models/penguins/model.json')), 'weights.bin': 'few' },
      /weights/,
    ],
    [
      'a recipe with a wrong field',
      {
        'recipe.json': JSON.stringify({
          version: 1,
          model: { source: 'm' },
          input: { kind: 'image' },
          method: { name: 'Gradint' },
        }),
      },
      /Gradient/,
    ],
    ['no explanation', { 'broken.safetensors': 'nothing' }, /broken\.safetensors/],
    ['a model of PyTorch', { 'model.pt': 'PK' }, /torch\.onnx\.export/],
    ['markup in a name', { [`${markup}.exe`]: 'x' }, /cannot be used/],
    ['markup in a text of JSON', { 'page.json': JSON.stringify({ [markup]: 1 }) }, /cannot be used/],
    ['an image that is none', { 'broken.png': 'not a PNG' }, /broken\.png cannot be read/],
  ])('%s: a message, and the page goes on', async (_, files, message) => {
    const { page } = dashboard;
    await act(page, 'openShipped', 'digits');
    for (const { id } of (await stateOf(page)).messages) await act(page, 'dismiss', id);
    await act(page, 'setMethods', [LRP]);
    await drop(page, files);
    await page.waitForFunction(() => {
      const { messages, cells } = document.querySelector('xai-dashboard')!.dashboard!.state;
      return messages.length > 0 || Object.values(cells).some(({ status }) => status === 'failed');
    });
    const { messages, cells } = await stateOf(page);
    const failed = Object.values(cells).flatMap((cell: Cell) => (cell.status === 'failed' ? [cell.problem] : []));
    expect([...messages.map(({ text }) => text), ...failed].join('\n')).toMatch(message);
    await act(page, 'openShipped', 'penguins');
    await settled(page);
    expect(Object.values((await stateOf(page)).cells).map(({ status }) => status)).toContain('done');
  });

  test('no text became markup', async () => {
    expect(await dashboard.page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  });
});

test('the address says what is shown, and shows it again', async () => {
  const { page } = dashboard;
  await act(page, 'openShipped', 'weather');
  await act(page, 'chooseItem', 1);
  await act(page, 'setMethods', [{ name: 'Occlusion', window: 7 }]);
  await page.reload();
  await settled(page);
  expect(await stateOf(page)).toMatchObject({
    ...{ model: { shipped: 'weather' }, item: 1, methods: [{ name: 'Occlusion', window: 7 }] },
  });
});

test('neither page nor worker can ask another server', async () => {
  const { page } = dashboard;
  const other = 'https://example.org/';
  const ask = (address: string) =>
    fetch(address).then(
      () => 'asked',
      () => 'refused',
    );
  expect(await page.evaluate(ask, other)).toBe('refused');
  const [worker] = page.workers();
  expect(await worker.evaluate(ask, other)).toBe('refused');
  expect(dashboard.complaints.splice(0).join('\n')).toMatch(/Content Security Policy/);
  const elsewhere = dashboard.requests.filter((url) => /^https?:/.test(url) && !url.startsWith(dashboard.url));
  expect(elsewhere.filter((url) => url !== other)).toEqual([]);
});
