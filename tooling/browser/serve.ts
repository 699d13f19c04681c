import { readFile } from 'node:fs/promises';
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

/** Serves a page at `/`, and folders under their names, on this machine alone, with further headers such as a security policy. */
export async function serve(
  page: string,
  folders: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ url: string; server: Server }> {
  const server = createServer(async ({ url = '/' }, response) => {
    try {
      const [, folder, ...rest] = new URL(url, 'http://localhost').pathname.split('/');
      const name = path.basename(rest.join('/'));
      const body = folder === '' ? page : await readFile(path.join(folders[folder], name));
      response.writeHead(200, {
        ...headers,
        'content-type': types[path.extname(name)] ?? (folder === '' ? 'text/html' : 'application/octet-stream'),
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}
