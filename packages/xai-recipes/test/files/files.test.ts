import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { droppedFiles, type Files, memoryFiles, urlFiles } from '../../src';
import { beside } from '../../src/files/beside';
import { folderFiles } from '../../src/node/folder-files';
import { temporaryFolder } from '../support/temporary-folder';

const contents = { 'model.json': '{}', 'deep/rows.csv': 'a\n1\n' };
const folder = temporaryFolder();
const server = createServer(({ url = '' }, response) => {
  const content = contents[url.replace('/models/', '') as keyof typeof contents];
  response.writeHead(content === undefined ? 404 : 200).end(content);
});

beforeAll(async () => {
  mkdirSync(path.join(folder, 'models', 'deep'), { recursive: true });
  for (const [name, content] of Object.entries(contents)) writeFileSync(path.join(folder, 'models', name), content);
  writeFileSync(path.join(folder, 'secret'), 'secret');
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(() => new Promise((closed) => server.close(closed)));

const dropped = () =>
  Object.entries(contents).map(([name, content]) => {
    const file = new File([content], path.basename(name));
    return Object.defineProperty(file, 'webkitRelativePath', { value: name });
  });

const kinds: Record<string, () => Files | Promise<Files>> = {
  'in memory': () => memoryFiles(contents),
  'of a folder': () => folderFiles(path.join(folder, 'models')),
  'at addresses': () =>
    urlFiles(`http://127.0.0.1:${(server.address() as AddressInfo).port}/models/`, Object.keys(contents)),
  dropped: () => droppedFiles(dropped()),
};

describe.each(Object.entries(kinds))('files %s', (_, open) => {
  test('are listed, and each is read by its name', async () => {
    const files = await open();
    expect([...files.names].sort()).toEqual(Object.keys(contents).sort());
    for (const [name, content] of Object.entries(contents)) {
      expect(new TextDecoder().decode(await files.read(name))).toBe(content);
      if (files.size) expect(await files.size(name)).toBe(content.length);
    }
  });

  test('there is none outside, nor one of another name', async () => {
    const files = await open();
    for (const name of ['../secret', '/etc/hostname', 'none', 'deep'])
      await expect(Promise.resolve().then(() => files.read(name))).rejects.toThrow();
  });

  test('one names another one of its folder, and none outside', async () => {
    const files = await open();
    expect(await beside(files, 'model.json', './deep/rows.csv', 'the rows')).toBe('deep/rows.csv');
    for (const name of ['../secret', '/etc/hostname', 'deep/../../secret', 'file:///etc/hostname', '', 7])
      await expect(beside(files, 'model.json', name, 'the rows')).rejects.toThrow();
  });
});
