import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { site } from './page-folder';

/** A version of a package that a registry has. */
export interface Release {
  readonly name: string;
  readonly version: string;
  /** Its entries, by what they are imported as, and the types that it shipped for them. */
  readonly entries: readonly (readonly [specifier: string, types: string])[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository: { readonly url: string };
  readonly exports: Readonly<Record<string, string | { readonly import?: { readonly types: string } }>>;
}

/** Where they are unpacked: below the site, so that their types find the packages that these use. */
const unpacked = path.join(site, '.releases');

/**
 * All releases of packages that the registry has which npm is set to, but for the versions of this workspace: the registry is the archive.
 *
 * @param manifests what the packages say of themselves; one of the same name from another repository is somebody else's
 */
export function releasesOf(manifests: readonly Manifest[]): Release[] {
  rmSync(unpacked, { recursive: true, force: true });
  return manifests.flatMap(({ name, version, repository }) =>
    versionsOf(name, repository.url)
      .filter((one) => one !== version)
      .map((one) => unpack(name, one)),
  );
}

const npm = (parameters: string[], folder = site): string =>
  execFileSync('npm', parameters, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

function versionsOf(name: string, repository: string): string[] {
  try {
    const { versions, 'repository.url': url } = JSON.parse(npm(['view', name, 'versions', 'repository.url', '--json']));
    return url === repository ? [versions].flat() : [];
  } catch (error) {
    if (/E404/.test((error as { stderr?: string }).stderr ?? '')) return []; // nothing was released yet
    throw error;
  }
}

function unpack(name: string, version: string): Release {
  const folder = path.join(unpacked, name, version);
  mkdirSync(folder, { recursive: true });
  const [{ filename }] = JSON.parse(npm(['pack', `${name}@${version}`, '--ignore-scripts', '--json'], folder));
  execFileSync('tar', ['-xzf', filename, '--strip-components=1'], { cwd: folder });
  const { exports } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  const entries = Object.entries(exports).flatMap(([subpath, target]) => {
    const types = typeof target === 'object' ? target.import?.types : undefined;
    return types ? [[path.posix.join(name, version, subpath), path.join(folder, types)] as const] : [];
  });
  return { name, version, entries };
}

/** Settings for a compiler that is to read the types of releases beside the sources of the workspace. */
export function settingsFor(releases: readonly Release[]): string {
  const file = path.join(unpacked, 'tsconfig.json');
  const files = releases.flatMap(({ entries }) => entries.map(([, types]) => types));
  mkdirSync(unpacked, { recursive: true });
  writeFileSync(file, JSON.stringify({ extends: '../../tsconfig.json', files, include: ['../../packages/*/src'] }));
  return file;
}
