import { spawnSync } from 'node:child_process';

const PATTERN = '://registry\\.|registry\\.(npmjs|yarnpkg)|npm\\.pkg\\.github|^registry *=|tarball: +https?:';

/** No file of the repository names a registry's host, so that it installs from whichever one the user has. */
export function registryHosts(): string[] {
  const { stdout, status } = spawnSync('git', ['grep', '--untracked', '-nIE', PATTERN], { encoding: 'utf8' });
  if (status === 1) return [];
  const lines = stdout.split('\n').filter(Boolean);
  return lines.map((line) => `${line.slice(0, 160)}\n  names a registry's host; expected none, so remove it`);
}
