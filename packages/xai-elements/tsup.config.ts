import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { library } from '../../tooling/tsup/library';

/** Everything in one file, for a page without a bundler; the README says its integrity. */
async function buildScript(): Promise<void> {
  const outfile = 'dist/xai-elements.js';
  await build({
    ...{ entryPoints: ['src/script.ts'], outfile, bundle: true, format: 'esm', platform: 'browser' },
    ...{ minify: true, target: 'es2022', legalComments: 'none', logLevel: 'error' },
  });
  const integrity = `sha384-${createHash('sha384')
    .update(await readFile(outfile))
    .digest('base64')}`;
  const readme = await readFile('README.md', 'utf8');
  const said = readme.replace(/sha384-[A-Za-z\d+/=]+/, integrity);
  if (said !== readme) await writeFile('README.md', said);
}

export default { ...library('src/index.ts'), onSuccess: buildScript };
