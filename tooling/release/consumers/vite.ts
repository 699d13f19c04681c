import { writeFile } from 'node:fs/promises';
import { command } from '../../package-checks/processes';
import type { Consumer } from './consumer';
import { copyWasm, runInChromium, writePage } from './page';

/** Built by Vite. */
export const byVite: Consumer = async (project) => {
  const folder = await writePage(project, 'out-vite');
  const page = '<!doctype html><script type="module" src="/main.mjs"></script>';
  await writeFile(`${project.folder}/index.html`, page);
  const parameters = ['build', '--outDir', 'out-vite', '--target', 'es2022', '--logLevel', 'error'];
  await command('node_modules/.bin/vite', parameters, project.folder);
  await copyWasm(project, folder);
  return runInChromium(project, folder);
};
