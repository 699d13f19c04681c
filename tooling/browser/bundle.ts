import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A script for a page, from a TypeScript file and all that it imports, in a folder of its own. Where a tsconfig is named, packages are taken by its paths. */
export function bundle(file: string, tsconfig?: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'xai-browser-'));
  const name = path.basename(file).replace(/\.[jt]sx?$/, '.js');
  const options = [
    ...['--bundle', '--format=esm', '--platform=browser', '--log-level=error', '--jsx=automatic'],
    ...['--define:process.env.NODE_ENV="production"', `--outfile=${folder}/${name}`],
    ...(tsconfig ? [`--tsconfig=${tsconfig}`] : []),
  ];
  const home = tsconfig ? path.join(path.dirname(tsconfig), 'tooling/browser') : path.dirname(file);
  const esbuild = path.join(home, 'node_modules/.bin/esbuild');
  execFileSync(esbuild, [path.basename(file), ...options], { cwd: path.dirname(file) });
  return folder;
}
