import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { ServedFileError } from './errors';
import { filesIn } from './files-in';
import { type NamedFiles, namedFiles } from './named-files';
import { respond, type Served } from './respond';

/** What a dashboard shows, and where. */
export interface ServeOptions {
  /** The file of a model, which the page opens: `model.onnx`, `model.json`, `*.keras`. */
  readonly model?: string;
  /** A folder with what is explained, or one file. */
  readonly data?: string;
  /** A free one, if it is left out. */
  readonly port?: number;
}

/** A dashboard that is served. */
export interface ServedDashboard {
  /** Where it is opened: `http://127.0.0.1:49152/`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the dashboard to this machine alone, by its loopback interface. It reads what was named and its own pages, and writes nothing.
 *
 * @throws {ServedFileError} when what was named is not there
 *
 * @example
 * ```ts
 * const dashboard = await serveDashboard({ model: '../xai-cli/models/penguins/model.json', data: '../xai-cli/models/digits' });
 * const response = await fetch(new URL('files/digits/9.png', dashboard.url));
 * response.status; // => 200
 * await dashboard.close();
 * ```
 */
export async function serveDashboard({ model, data, port = 0 }: ServeOptions = {}): Promise<ServedDashboard> {
  const served = await servedFiles(await namedFiles({ model, data }));
  const server = createServer((request, response) => void respond(request, response, served));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new ServedFileError(`Port ${port} cannot be used; expected a free one.`, { cause })),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The pages, which know the names of the files, and these. */
async function servedFiles({ files, ...named }: NamedFiles): Promise<Served> {
  const pages = await filesIn(appFolder());
  const told = JSON.stringify({ ...named, names: [...files.keys()] });
  const attribute = told.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const index = {
    file: path.join(appFolder(), 'index.html'),
    change: (html: string) =>
      html.replace('name="xai-served" content=""', () => `name="xai-served" content="${attribute}"`),
  };
  return new Map([
    ...[...pages].map(([name, file]) => [`/${name}`, { file }] as const),
    ...[...files].map(([name, file]) => [`/files/${name}`, { file }] as const),
    ['/', index],
    ['/index.html', index],
  ]);
}

/** The built page, beside the built server; from the sources, where that is built to. */
function appFolder(): string {
  return path.basename(__dirname) === 'dist' ? path.join(__dirname, 'app') : path.join(__dirname, '../../dist/app');
}
