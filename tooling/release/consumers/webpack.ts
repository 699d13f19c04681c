import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { command } from '../../package-checks/processes';
import type { Consumer } from './consumer';
import { copyWasm, runInChromium, writePage } from './page';

const PROGRAM = `import webpack from 'webpack';
const output = { path: process.cwd() + '/out-webpack', filename: 'main.js' };
webpack({ mode: 'production', entry: './main.mjs', output, performance: false }, (error, stats) => {
  const failed = error ?? (stats.hasErrors() ? stats.toString('errors-only') : undefined);
  if (failed) { console.error(failed); process.exitCode = 1; }
});
`;

/** Built by webpack. */
export const byWebpack: Consumer = async (project) => {
  const folder = await writePage(project, 'out-webpack');
  await writeFile(path.join(project.folder, 'build-webpack.mjs'), PROGRAM);
  await command('node', ['build-webpack.mjs'], project.folder);
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><script src="/main.js"></script>');
  await copyWasm(project, folder);
  return runInChromium(project, folder);
};
