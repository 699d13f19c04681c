import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { build, type Metafile } from 'esbuild';
import { library } from '../../tooling/tsup/library';
import { NOTICE, thirdPartyNotice } from '../../tooling/tsup/third-party';

/** The modules of which something is left in the bundle. */
function partsOf({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
}

/** Everything in one file, for a page without a bundler, and whose code that is; the README says its integrity. */
async function buildScript(): Promise<void> {
  const outfile = 'dist/xai-elements.js';
  const { metafile } = await build({
    ...{ entryPoints: ['src/script.ts'], outfile, bundle: true, metafile: true, format: 'esm', platform: 'browser' },
    ...{ minify: true, sourcemap: true, target: 'es2022', legalComments: 'none', logLevel: 'error' },
  });
  await writeFile(`dist/${NOTICE}`, thirdPartyNotice(partsOf(metafile)));
  const integrity = `sha384-${createHash('sha384')
    .update(await readFile(outfile))
    .digest('base64')}`;
  const readme = await readFile('README.md', 'utf8');
  const said = readme.replace(/sha384-[A-Za-z\d+/=]+/, integrity);
  if (said !== readme) await writeFile('README.md', said);
}

export default { ...library('src/index.ts'), onSuccess: buildScript };
