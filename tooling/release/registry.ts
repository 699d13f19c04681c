import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { command } from '../package-checks/processes';

/** A registry on this machine, empty but for what the registry that npm is set to has. */
export interface Registry {
  readonly url: string;
  /** Options with which npm takes this registry whatever its settings say, and may publish to it. */
  readonly npm: readonly string[];
  stop(): Promise<void>;
}

/** Starts verdaccio on a free port of the loopback interface; what others publish it fetches from npm's own registry. */
export async function startRegistry(): Promise<Registry> {
  const folder = await mkdtemp(path.join(tmpdir(), 'registry-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const upstream = (await command('npm', ['config', 'get', 'registry'], folder)).trim();
  const settings = path.join(folder, 'npmrc');
  await writeFile(settings, `//127.0.0.1:${port}/:_authToken=rehearsal\n`);
  await writeFile(path.join(folder, 'config.yaml'), configuration(folder, upstream));
  const program = createRequire(import.meta.url).resolve('verdaccio/bin/verdaccio');
  const parameters = [program, '--config', path.join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`];
  const server = spawn(process.execPath, parameters, { stdio: 'ignore' });
  process.once('exit', () => server.kill());
  const stop = async (): Promise<void> => {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  };
  await answer(`${url}-/ping`, server).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url, npm: ['--registry', url, '--userconfig', settings], stop };
}

/** Everybody may publish what the upstream registry is not asked for; all else comes from there. */
const configuration = (folder: string, upstream: string): string => `
storage: ${path.join(folder, 'storage')}
web: { enable: false }
uplinks:
  upstream: { url: '${upstream}', timeout: 120s, max_fails: 100 }
packages:
  '**': { access: $all, publish: $all, unpublish: $all, proxy: upstream }
publish: { allow_offline: true }
max_body_size: 200mb
log: { type: stdout, format: pretty, level: fatal }
`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks until the registry answers, or its process has ended. */
async function answer(url: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`verdaccio ended with exit code ${server.exitCode} before it answered`);
}
