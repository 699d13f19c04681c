import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server on this machine has, and what it was asked. */
export interface FileServer {
  readonly address: string;
  readonly requests: IncomingMessage[];
  /** May be changed. */
  content: Buffer;
  /** After how many bytes an answer breaks off. */
  breaksOffAfter: number;
  close(): Promise<void>;
}

/** A server with one file at every address, which follows ranges; `/away` leads to it, `/out` to another machine. */
export async function fileServer(content: Buffer): Promise<FileServer> {
  const served = { content, breaksOffAfter: Number.POSITIVE_INFINITY, requests: [] as IncomingMessage[] };
  const server = createServer((request, response) => {
    served.requests.push(request);
    if (request.url === '/away') return response.writeHead(302, { location: '/there/model.onnx' }).end();
    if (request.url === '/out') return response.writeHead(302, { location: 'http://example.org/model.onnx' }).end();
    if (request.url === '/missing') return response.writeHead(404).end();
    const etag = `"${served.content.length}-${served.content[0]}"`;
    const isSame = request.headers['if-range'] === etag;
    const begin = isSame ? Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0;
    const rest = served.content.subarray(begin);
    const range = { 'content-range': `bytes ${begin}-${served.content.length - 1}/${served.content.length}` };
    response.writeHead(begin > 0 ? 206 : 200, { etag, 'content-length': rest.length, ...(begin > 0 && range) });
    if (rest.length <= served.breaksOffAfter) return response.end(rest);
    return response.write(rest.subarray(0, served.breaksOffAfter), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return Object.assign(served, { address: `http://127.0.0.1:${port}`, close });
}
