import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { command } from '../package-checks/processes';
import { makeProject } from './consumers/project';
import { CONSUMERS, TOOLS } from './consumers/table';
import { withNextVersions } from './next-versions';
import { publish } from './publish';
import { startRegistry } from './registry';
import { packAll } from './tarballs';

/** Who names the packages without a scope. */
const UNSCOPED = ['templates', 'reference', 'pages'];

/**
 * The whole release, into a registry on this machine: the next versions, packed, published, installed from there, and the first example of each
 * README run by every consumer, or by those whose names are the arguments; with `--scope @someone`, under that scope.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { scope: { type: 'string' } }, allowPositionals: true });
  const { scope } = values;
  const all = Object.keys(CONSUMERS).filter((name) => !scope || !UNSCOPED.includes(name));
  const chosen = positionals.length === 0 ? all : positionals;
  const unknown = chosen.filter((name) => !(name in CONSUMERS));
  if (unknown.length > 0)
    throw new Error(`no consumer is called ${unknown}; there are: ${Object.keys(CONSUMERS).join(', ')}`);

  const folders: string[] = [];
  const registry = await startRegistry();
  try {
    const copy = await withNextVersions(process.cwd());
    folders.push(copy);
    await rm(path.join(copy, 'node_modules'));
    await command('pnpm', ['install', '--frozen-lockfile', '--offline', '--ignore-scripts'], copy);
    const destination = await mkdtemp(path.join(tmpdir(), 'tarballs-'));
    folders.push(destination);
    const tarballs = await packAll(copy, destination, scope);
    const published = await publish(tarballs, registry);
    const again = await publish(tarballs, registry);
    if (published.length !== tarballs.length || again.length !== 0)
      throw new Error(`${published.length} of ${tarballs.length} packages were published, then ${again.length} again`);
    console.log(`published: ${published.map(({ name, version }) => `${name}@${version}`).join(' ')}`);

    const project = await makeProject(
      tarballs,
      registry,
      chosen.flatMap((name) => TOOLS[name] ?? []),
      scope,
    );
    folders.push(project.folder);
    for (const name of chosen) {
      const problems = await CONSUMERS[name](project);
      console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
      for (const problem of problems) console.log(`       ${problem.replaceAll('\n', '\n       ')}`);
      if (problems.length > 0) process.exitCode = 1;
    }
  } finally {
    await registry.stop();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
