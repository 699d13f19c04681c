import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import type { Consumer } from './consumer';
import { copyWasm, runInChromium, writePage } from './page';

/** Bundled by esbuild: an ES module with chunks. */
export const byEsbuild: Consumer = async (project) => {
  const folder = await writePage(project, 'out-esbuild');
  await build({
    ...{ entryPoints: [path.join(project.folder, 'main.mjs')], outdir: folder, absWorkingDir: project.folder },
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'browser', logLevel: 'silent' },
  });
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><script type="module" src="/main.js"></script>');
  await copyWasm(project, folder);
  return runInChromium(project, folder);
};
