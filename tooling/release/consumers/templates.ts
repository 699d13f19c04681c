import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { command, mapTwoAtATime } from '../../package-checks/processes';
import type { Consumer } from './consumer';

const GENERATED = /[\\/](?:node_modules|lib)$/;

/** Somebody who copies a template out of the repository: installs, tests and packs it, and has in the tarball what package.json names. */
export const byTemplates: Consumer = async ({ folder, npm }) => {
  const names = (await readdir('templates', { withFileTypes: true })).filter((one) => one.isDirectory());
  const problems = await mapTwoAtATime(names, async ({ name }) => {
    const copy = path.join(folder, 'templates', name);
    await cp(path.join('templates', name), copy, { recursive: true, filter: (file) => !GENERATED.test(file) });
    try {
      await command('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...npm], copy);
      await command('npm', ['test'], copy);
      const [{ files }] = JSON.parse(await command('npm', ['pack', '--json', '--dry-run'], copy));
      const packed = files.map((file: { path: string }) => file.path);
      const { exports } = JSON.parse(await readFile(path.join(copy, 'package.json'), 'utf8'));
      const missing = Object.values<string>(exports).filter((file) => !packed.includes(file.slice(2)));
      return missing.map((file) => `${name}: exports names ${file}, which is not in the tarball`);
    } catch (error) {
      return [`${name}: ${(error as Error).message}`];
    }
  });
  return problems.flat();
};
