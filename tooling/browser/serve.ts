import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
};

/** A file; of a folder, what lies in it. */
async function read(folder: string, rest: readonly string[]): Promise<Buffer | string> {
  const file = path.join(folder, path.join('/', ...rest)); // never outside of the folder
  if (rest.at(-1) !== '') return readFile(file);
  const entries = await readdir(file, { withFileTypes: true });
  return JSON.stringify(entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() })));
}

/**
 * Serves a page at `/`, and folders under their names, on this machine alone, with further headers such as a security policy. An address that
 * ends with a slash gives the names in a folder.
 */
export async function serve(
  page: string,
  folders: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ url: string; server: Server }> {
  const server = createServer(async ({ url = '/' }, response) => {
    try {
      const [, folder, ...rest] = new URL(url, 'http://localhost').pathname.split('/');
      const body = folder === '' ? page : await read(folders[folder], rest.map(decodeURIComponent));
      response.writeHead(200, {
        ...headers,
        'content-type':
          types[path.extname(rest.at(-1) ?? '')] ?? (folder === '' ? 'text/html' : 'application/octet-stream'),
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}
