import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { demoDigit } from '../../src';
import { packageFolder } from '../../src/package-folder';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const models = path.join(packageFolder(), 'models', 'lenet');
const asked: string[] = [];
let server: Server;
let address: string;

/** The file of an address, which need not say what it is. */
const fileOf = (url: string) => path.basename(url.replace(/\?.*/, '').replace(/7$/, 'lenet.onnx'));

beforeAll(async () => {
  process.env.XAI_CACHE = path.join(folder, 'cache');
  server = createServer(async ({ url = '' }, response) => {
    asked.push(url);
    const content = await readFile(path.join(models, fileOf(url))).catch(() => undefined);
    response.writeHead(content ? 200 : 404).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/nets/`;
});

afterAll(async () => {
  delete process.env.XAI_CACHE;
  await new Promise((resolve) => server.close(resolve));
});

const explain = (model: string, ...more: string[]) =>
  xai([...['explain', '--model', model, '--input', demoDigit(9), '--json', '--engine', 'wasm'], ...more]);

test.each(['lenet.onnx', 'model.json', 'lenet.onnx?download=true', '7'])(
  '%s at an address is downloaded once, and says what it says from the disk',
  async (file) => {
    const out = path.join(folder, 'out.png');
    const there = await explain(address + file, '--out', out);
    expect(there).toMatchObject({ code: 0, stderr: '' });
    const here = await explain(path.join(models, fileOf(file)), '--out', out);
    expect(JSON.parse(there.stdout).attribution).toEqual(JSON.parse(here.stdout).attribution);

    const before = asked.length;
    const again = await explain(address + file, '--out', out, '--offline');
    expect(JSON.parse(again.stdout).attribution).toEqual(JSON.parse(here.stdout).attribution);
    expect(asked).toHaveLength(before);
  },
);

test('what was not downloaded is not fetched offline', async () => {
  const { code, stderr } = await explain(`${address}other.onnx`, '--offline', '--out', path.join(folder, 'x.png'));
  expect(code).not.toBe(0);
  expect(stderr).toContain('other.onnx');
  expect(asked.join()).not.toContain('other');
});

test('a model at an address is inspected', async () => {
  const { code, stdout } = await xai(['inspect', `${address}lenet.onnx`]);
  expect(code).toBe(0);
  expect(stdout).toContain('28');
});
