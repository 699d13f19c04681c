import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AbortError } from 'xai-base';
import { FileError } from '../../src';
import { download } from '../../src/node/downloads/download';
import { userFiles } from '../../src/node/user-files';
import { type FileServer, fileServer } from '../support/file-server';
import { temporaryFolder } from '../support/temporary-folder';

const content = randomBytes(3_000_000);
const sha256 = createHash('sha256').update(content).digest('hex');

describe('a file at an address', () => {
  let server: FileServer;
  const all = temporaryFolder();
  let folder: string;
  let address: string;
  beforeEach(async () => {
    server = await fileServer(content);
    folder = path.join(all, randomUUID());
    address = `${server.address}/models/model.onnx`;
  });
  afterEach(() => server.close());

  it('is downloaded once, with its SHA-256, and used without a network', async () => {
    const progress: number[] = [];
    const first = await download(address, { folder, onProgress: ({ done, total }) => progress.push(done / total) });
    expect(first).toMatchObject({ address, bytes: content.length, sha256 });
    expect(path.basename(first.file)).toBe('model.onnx');
    expect((await readFile(first.file)).equals(content)).toBe(true);
    expect(progress.at(-1)).toBe(1);
    await server.close();
    expect(await download(address, { folder, offline: true })).toEqual(first);
    expect(server.requests).toHaveLength(1);
  });

  it('that broke off goes on where it stopped', async () => {
    server.breaksOffAfter = 1_000_000;
    await expect(download(address, { folder })).rejects.toThrow(/broke off after \d+ bytes/);
    server.breaksOffAfter = Number.POSITIVE_INFINITY;
    expect((await download(address, { folder })).sha256).toBe(sha256);
    expect(server.requests[1].headers.range).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('that has changed meanwhile is fetched anew', async () => {
    server.breaksOffAfter = 1_000_000;
    await expect(download(address, { folder })).rejects.toThrow(FileError);
    Object.assign(server, { breaksOffAfter: Number.POSITIVE_INFINITY, content: Buffer.alloc(500_000, 7) });
    const { file, bytes } = await download(address, { folder });
    expect(bytes).toBe(500_000);
    expect((await readFile(file)).every((one) => one === 7)).toBe(true);
  });

  it('that was damaged on the disk is fetched anew', async () => {
    const { file } = await download(address, { folder });
    await writeFile(file, 'damaged');
    expect((await download(address, { folder })).sha256).toBe(sha256);
    expect(server.requests).toHaveLength(2);
  });

  it('is not used when it is another one than is wanted', async () => {
    await expect(download(address, { folder, sha256: '0'.repeat(64) })).rejects.toThrow(`has the SHA-256 ${sha256}`);
    expect((await download(address, { folder, sha256: sha256.toUpperCase() })).bytes).toBe(content.length);
    await expect(download(address, { folder, sha256: '0'.repeat(64) })).rejects.toThrow(FileError);
  });

  it('that is too large is refused, before and while it comes', async () => {
    await expect(download(address, { folder, maxBytes: 1000 })).rejects.toThrow('expected at most 1000');
  });

  it('is left where an abort stopped it', async () => {
    const control = new AbortController();
    const work = download(address, { folder, signal: control.signal, onProgress: () => control.abort() });
    await expect(work).rejects.toThrow(AbortError);
    expect((await download(address, { folder })).sha256).toBe(sha256);
    expect(server.requests[1].headers.range).toBeDefined();
  });

  it('may lead on, but to no plain http elsewhere', async () => {
    expect((await download(`${server.address}/away`, { folder })).sha256).toBe(sha256);
    await expect(download(`${server.address}/out`, { folder })).rejects.toThrow('expected an address https://');
  });

  it.each(['http://example.org/model.onnx', 'ftp://example.org/a', 'file:///etc/passwd', 'no address'])(
    'must be https: %s',
    async (other) => {
      await expect(download(other, { folder })).rejects.toThrow('expected an address https://');
    },
  );

  it('that is missing, or not kept while there is no network, says so', async () => {
    await expect(download(`${server.address}/missing`, { folder })).rejects.toThrow('the answer is 404');
    await expect(download(address, { folder, offline: true })).rejects.toThrow('is not kept in');
    await expect(download(address, { folder, ofline: true } as object)).rejects.toThrow('did you mean offline?');
  });

  it('is fetched by one process at a time; one that was killed holds nobody up', async () => {
    const { file } = await download(address, { folder });
    const lock = path.join(path.dirname(file), 'lock');
    await writeFile(file, 'damaged');
    await writeFile(lock, String(process.ppid));
    await expect(download(address, { folder })).rejects.toThrow(`Process ${process.ppid} works at`);
    await writeFile(lock, '999999999');
    expect((await download(address, { folder })).sha256).toBe(sha256);
  });

  it('is a file like any other to what reads files, and names those below its address alone', async () => {
    const files = userFiles({ folder });
    expect(Buffer.from(await files.read(address)).equals(content)).toBe(true);
    expect(await files.size?.(address)).toBe(content.length);
    expect(await files.beside?.(address, 'weights/one.bin', 'the weights')).toBe(
      `${server.address}/models/weights/one.bin`,
    );
    for (const outside of ['../one.bin', 'https://example.org/one.bin', '/one.bin', '..%2fone.bin/../../x'])
      await expect(files.beside?.(address, outside, 'the weights')).rejects.toThrow(
        'expected a path inside the folder',
      );
  });
});
