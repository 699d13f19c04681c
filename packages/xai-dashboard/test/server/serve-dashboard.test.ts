import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ServedDashboard, serveDashboard } from '../../src';

let folder: string;
let dashboard: ServedDashboard;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xai-dashboard-'));
  const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
  await mkdir(path.join(folder, 'data/deeper'), { recursive: true });
  await mkdir(path.join(folder, 'model'));
  const weightsManifest = [{ paths: ['weights.bin', '../secret.txt'], weights: [] }];
  await write('secret.txt', 'secret');
  await write('model/model.json', JSON.stringify({ weightsManifest }));
  await write('model/weights.bin', 'weights');
  await write('model/other.bin', 'secret');
  await write('data/deeper/a b.txt', 'text');
  await symlink(path.join(folder, 'secret.txt'), path.join(folder, 'data/link.txt'));
  dashboard = await serveDashboard({ model: path.join(folder, 'model/model.json'), data: path.join(folder, 'data') });
});

afterAll(async () => {
  await dashboard.close();
  await rm(folder, { recursive: true });
});

/** Asks by an address as it stands, which `fetch` would tidy up first. */
function ask(address: string, { method = 'GET', host }: { method?: string; host?: string } = {}) {
  const { hostname, port } = new URL(dashboard.url);
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const asked = request({ hostname, port, path: address, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(parts).toString(),
          headers: response.headers,
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('what was named is served, on the loopback interface', async () => {
  expect(new URL(dashboard.url).hostname).toBe('127.0.0.1');
  expect(await ask('/files/model.json')).toMatchObject({ status: 200 });
  expect(await ask('/files/weights.bin')).toMatchObject({ status: 200, text: 'weights' });
  expect(await ask('/files/data/deeper/a%20b.txt')).toMatchObject({ status: 200, text: 'text' });
});

test.each([
  '/files/other.bin',
  '/files/data/link.txt',
  '/files/secret.txt',
  '/files/../secret.txt',
  '/files/data/../../secret.txt',
  '/files/..%2fsecret.txt',
  '/files/data/%2e%2e/%2e%2e/secret.txt',
  '/files/data/..%5c..%5csecret.txt',
  '/files//etc/passwd',
  '//etc/passwd',
  '/../../../../etc/passwd',
  '/%00',
  '/%',
  '/files/',
  '/files',
  '/bin.js',
])('%s leads nowhere', async (address) => {
  expect(await ask(address)).toMatchObject({ status: 404, text: '' });
});

test('the page knows what is served, and is under a strict policy', async () => {
  const { text, headers } = await ask('/');
  expect(text).toContain('&quot;model&quot;:&quot;model.json&quot;');
  expect(text).toContain('data/deeper/a b.txt');
  expect(text).not.toMatch(/secret|other\.bin|link\.txt/);
  const policy = headers['content-security-policy'] as string;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/'unsafe-(inline|eval|hashes)|\*|https?:/);
  const [, meta] = /Content-Security-Policy" content="([^"]+)"/.exec(text) ?? [];
  expect(policy).toBe(`${meta}; frame-ancestors 'none'`);
});

test('nothing can be written, and no page from elsewhere can ask', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    expect(await ask('/', { method })).toMatchObject({ status: 405 });
  expect(await ask('/', { host: 'example.org' })).toMatchObject({ status: 403, text: '' });
});

test('what is not there is said', async () => {
  await expect(serveDashboard({ model: '/nowhere/model.onnx' })).rejects.toThrow('/nowhere/model.onnx');
  await expect(serveDashboard({ data: '/nowhere' })).rejects.toThrow('expected a folder');
  await expect(serveDashboard({ port: Number(new URL(dashboard.url).port) })).rejects.toThrow('expected a free one');
});
