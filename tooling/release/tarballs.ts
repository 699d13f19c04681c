import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { command, mapTwoAtATime } from '../package-checks/processes';
import { scoped } from './scoped';

/** A package as it is published. */
export interface Tarball {
  readonly name: string;
  readonly version: string;
  readonly file: string;
}

/**
 * Packs every package of a workspace, as it is built.
 *
 * @param workspace its folder, where dependencies are installed
 * @param destination a folder for the tarballs, made if need be
 * @param scope `@someone`, when the packages are to be published under a scope
 */
export async function packAll(workspace: string, destination: string, scope?: string): Promise<Tarball[]> {
  const folders = await readdir(path.join(workspace, 'packages'));
  return mapTwoAtATime(folders, async (folder) => {
    const into = path.join(destination, folder);
    await mkdir(into, { recursive: true });
    const parameters = ['pack', '--config.ignore-scripts=true', '--pack-destination', into];
    await command('pnpm', parameters, path.join(workspace, 'packages', folder));
    const [packed] = await readdir(into);
    await command('tar', ['-xzf', packed], into);
    await rm(path.join(into, packed));
    const contents = path.join(into, 'package');
    await refuseEmpty(contents);
    if (scope) await scoped(contents, scope, folders);
    await command('npm', ['pack', '--ignore-scripts', '--pack-destination', into], contents);
    const manifest = JSON.parse(await readFile(path.join(contents, 'package.json'), 'utf8'));
    await rm(contents, { recursive: true });
    const [file] = await readdir(into);
    return { name: manifest.name, version: manifest.version, file: path.join(into, file) };
  });
}

/** A package whose main module is missing was not built. */
async function refuseEmpty(contents: string): Promise<void> {
  const { name, main } = JSON.parse(await readFile(path.join(contents, 'package.json'), 'utf8'));
  await readFile(path.join(contents, main)).catch(() => {
    throw new Error(`${name} has no ${main}; build the packages first: pnpm build`);
  });
}
