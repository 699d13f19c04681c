import { tmpdir } from 'node:os';
import { command } from '../package-checks/processes';
import type { Tarball } from './tarballs';

/** Where and how tarballs are published. */
export interface Publication {
  /** What tells npm which registry, and its token; by default npm's own settings. */
  readonly npm?: readonly string[];
  /** Whether the registry keeps where each was built: only in the release workflow, which can prove it. */
  readonly provenance?: boolean;
}

/**
 * Publishes what the registry does not have yet: a release that was cut off goes on where it stopped.
 *
 * @returns what was published
 */
export async function publish(tarballs: readonly Tarball[], { npm = [], provenance }: Publication): Promise<Tarball[]> {
  const published: Tarball[] = [];
  for (const tarball of tarballs) {
    if (await isThere(tarball, npm)) continue;
    const parameters = ['publish', tarball.file, '--access', 'public', '--ignore-scripts', ...npm];
    await command('npm', provenance ? [...parameters, '--provenance'] : parameters, tmpdir());
    published.push(tarball);
  }
  return published;
}

/** Whether the registry has this version; it says E404 of a package or version that it does not know, and nothing else may pass for that. */
async function isThere({ name, version }: Tarball, npm: readonly string[]): Promise<boolean> {
  try {
    return (await command('npm', ['view', `${name}@${version}`, 'version', ...npm], tmpdir())).trim() === version;
  } catch (error) {
    if (/E404/.test((error as Error).message)) return false;
    throw error;
  }
}
