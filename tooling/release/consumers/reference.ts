import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { command } from '../../package-checks/processes';
import { packages } from '../../package-checks/workspace';
import type { Consumer } from './consumer';

/** The documentation's reference of releases: each package that this registry has gets a page of the version it was published in, and is linked to it. */
export const byReference: Consumer = async ({ folder, npm }) => {
  const out = path.join(folder, 'api');
  const [, registry, , settings] = npm;
  const environment = [`npm_config_registry=${registry}`, `npm_config_userconfig=${settings}`, 'DOCS_RELEASES=yes'];
  const program = ['node_modules/.bin/tsx', '--tsconfig', 'docs/tsconfig.json', 'docs/site/reference.ts', out];
  await command('env', [...environment, ...program], process.cwd());
  const problems = packages.map(async ({ name }) => {
    const manifest = JSON.parse(await readFile(path.join(folder, 'node_modules', name, 'package.json'), 'utf8'));
    const now = await readFile(path.join(out, `${name}.md`), 'utf8');
    const released = await readFile(path.join(out, name, `${manifest.version}.md`), 'utf8').catch(() => '');
    if (!now.includes(`./${name}/${manifest.version})`)) return [`${name}: its page leads to no ${manifest.version}`];
    const headings = (page: string) =>
      page
        .match(/^### (\w+)/gm)
        ?.sort()
        .join() ?? '';
    return headings(now) === headings(released) ? [] : [`${name}@${manifest.version}: its page has other exports`];
  });
  return (await Promise.all(problems)).flat();
};
