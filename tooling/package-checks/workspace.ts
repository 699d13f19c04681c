import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The packages that depend on several others; nothing depends on them. */
export const LEAVES = ['xai-cli', 'xai-dashboard'];

type Versions = Record<string, string>;

export interface Manifest {
  name: string;
  version: string;
  exports: Record<string, unknown>;
  bin?: Record<string, string>;
  dependencies?: Versions;
  peerDependencies?: Versions;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  devDependencies?: Versions;
  [field: string]: unknown;
}

export interface Package {
  readonly name: string;
  /** Relative to the workspace, which is the working directory: `packages/xai-base`. */
  readonly directory: string;
  readonly manifest: Manifest;
  readonly isLeaf: boolean;
  /** Every `.ts` file under `src`, with its path relative to the workspace. */
  readonly sources: readonly string[];
}

export const packages: readonly Package[] = readdirSync('packages')
  .filter((name) => existsSync(path.join('packages', name, 'package.json')))
  .map((name) => {
    const directory = path.join('packages', name);
    const sources = readdirSync(path.join(directory, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.join(directory, 'src', file));
    const manifest = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
    return { name, directory, manifest, isLeaf: LEAVES.includes(name), sources };
  });

export const isWorkspacePackage = (name: string): boolean => packages.some((one) => one.name === name);

/** The version of an external package, from the workspace's catalog. */
export function catalogVersion(name: string): string | undefined {
  const catalog = readFileSync('pnpm-workspace.yaml', 'utf8');
  return new RegExp(`^  "?${name}"?: (\\S+)$`, 'm').exec(catalog)?.[1];
}

/** A package and the workspace packages that it needs, directly or not. */
export function withWorkspaceDependencies(name: string): Package[] {
  const found = packages.filter((one) => one.name === name);
  for (const { manifest } of found) {
    for (const dependency of packages)
      if (dependency.name in (manifest.dependencies ?? {}) && !found.includes(dependency)) found.push(dependency);
  }
  return found;
}
