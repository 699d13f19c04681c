import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { isWorkspacePackage, packages } from '../workspace';

/** A row of the README's table: what a page loads that imports one name, at most. */
const ROW = /^\| `(\w+)` \| ([\w-]+) \| ([\d.]+) kB \| ([\d.]+) kB \|$/gm;

/** A bundle may be smaller by this share than the README says before that is called untrue. */
const SLACK = 0.25;

/** What an import adds to a page, bundled and minified by esbuild without TensorFlow.js and optional packages, is what the README's table says. */
export async function sizes(): Promise<string[]> {
  const rows = [...(await readFile('README.md', 'utf8')).matchAll(ROW)];
  if (rows.length === 0) return ['README.md has no row such as | `Gradient` | explainable-ai | 70 kB | 25 kB |'];
  const problems = rows.map(async ([, name, from, whole, zipped]) => {
    if (!isWorkspacePackage(from)) return [`README.md: ${from} is no package of the workspace`];
    const bundle = await bundled(name, from);
    return [
      ...compare(`${name} of ${from}, minified`, bundle.length, Number(whole)),
      ...compare(`${name} of ${from}, compressed`, gzipSync(bundle).length, Number(zipped)),
    ];
  });
  return (await Promise.all(problems)).flat();
}

async function bundled(name: string, from: string): Promise<Uint8Array> {
  const optional = packages.find((one) => one.name === from)?.manifest.peerDependenciesMeta ?? {};
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from '${from}';`, resolveDir: path.resolve('packages', from) },
    alias: { [from]: path.resolve('packages', from) },
    external: ['@tensorflow/*', ...Object.keys(optional)],
    ...{ bundle: true, minify: true, format: 'esm', platform: 'browser', write: false, logLevel: 'silent' },
  });
  return outputFiles[0].contents;
}

function compare(what: string, bytes: number, kilobytes: number): string[] {
  const measured = bytes / 1000;
  if (measured <= kilobytes && measured >= kilobytes * (1 - SLACK)) return [];
  return [`README.md says ${what}: ${kilobytes} kB; it is ${measured.toFixed(1)} kB`];
}
