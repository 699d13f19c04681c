import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { policy } from './policy';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

const headers = {
  'content-security-policy': `${policy}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};

/** What is served, by the path of its address: where it lies, and what becomes of it. */
export type Served = ReadonlyMap<string, { readonly file: string; readonly change?: (text: string) => string }>;

/**
 * Answers a request: of a file that is served, its bytes. There is no way from an address to a file but this table. Whoever asks by another name than
 * this machine's own is a page from elsewhere, and gets nothing.
 */
export async function respond(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const end = (status: number) => response.writeHead(status, headers).end();
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return void end(403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return void end(405);
  const found = served.get(pathIn(request.url ?? ''));
  if (!found) return void end(404);
  try {
    const bytes = await readFile(found.file);
    const body = found.change ? Buffer.from(found.change(bytes.toString('utf8'))) : bytes;
    const type = types[path.extname(found.file)] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'content-type': type, 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  } catch {
    end(404); // it was there when the server began
  }
}

/** The path of an address, decoded; empty for one that cannot be. */
function pathIn(address: string): string {
  try {
    return decodeURIComponent(address.split('?')[0]);
  } catch {
    return '';
  }
}
