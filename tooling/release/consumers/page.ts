import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Project } from './consumer';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** The name of the examples that a page can run. */
export const inPages = ({ examples }: Project): string[] =>
  examples.filter(({ needsNode }) => !needsNode).map(({ packageName }) => packageName);

/** A module with every example behind an `import()`, for a bundler to follow. */
export function examplesModule(project: Project, folder = './examples'): string {
  const entries = inPages(project).map((name) => `  '${name}': () => import('${folder}/${name}.mjs'),`);
  return `export const examples = {\n${entries.join('\n')}\n};\n`;
}

/** The page's own module: it runs the example that the address names. */
export const MAIN = `import { examples } from './all-examples.mjs';
const name = new URL(location.href).searchParams.get('example');
globalThis.outcome = examples[name]().then(() => 'done', (error) => String(error?.stack ?? error));
`;

/** Writes \`main.mjs\` and what it imports into a project, and makes the folder for a bundler to write into. */
export async function writePage(project: Project, output: string): Promise<string> {
  await writeFile(path.join(project.folder, 'all-examples.mjs'), examplesModule(project));
  await writeFile(path.join(project.folder, 'main.mjs'), MAIN);
  const folder = path.join(project.folder, output);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Copies what no bundler finds by itself beside the scripts, as the READMEs say. */
export async function copyWasm(project: Project, folder: string): Promise<void> {
  const modules = path.join(project.folder, 'node_modules');
  for (const from of ['@tensorflow/tfjs-backend-wasm/dist', 'onnxruntime-web/dist'])
    await cp(path.join(modules, from), folder, {
      recursive: true,
      filter: (file) => !path.extname(file) || /\.wasm$|ort-wasm.*\.mjs$/.test(file),
    });
}

/** Opens the page once for each example, in Chromium; returns what fails. */
export async function runInChromium(project: Project, folder: string): Promise<string[]> {
  const { server, url } = await serveFolder(folder);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  const problems: string[] = [];
  try {
    for (const name of inPages(project)) {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${url}?example=${name}`);
      const outcome = await page
        .waitForFunction('globalThis.outcome', undefined, { timeout: 60_000 })
        .then(() => page.evaluate('globalThis.outcome'))
        .catch((error) => `${error.message} ${errors.join('; ')}`);
      if (outcome !== 'done') problems.push(`${name}: ${outcome}`);
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
  return problems;
}

/** Serves a folder, and nothing outside of it, on the loopback interface. */
async function serveFolder(folder: string): Promise<{ server: Server; url: string }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = path.join(folder, path.normalize(pathname === '/' ? '/index.html' : pathname));
    try {
      const body = await readFile(file);
      response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}
