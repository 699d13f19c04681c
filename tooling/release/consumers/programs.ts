import path from 'node:path';
import { command } from '../../package-checks/processes';
import type { Consumer } from './consumer';

/** Runs every example, as an ES module or as CommonJS, by a program that takes a file. */
const by =
  (extension: 'mjs' | 'cjs', program: string, ...parameters: string[]): Consumer =>
  async ({ folder, examples }) => {
    const problems: string[] = [];
    for (const { packageName } of examples)
      await command(program, [...parameters, `examples/${packageName}.${extension}`], folder).catch((error: Error) =>
        problems.push(`${packageName}: ${error.message}`),
      );
    return problems;
  };

export const byNode = by('mjs', 'node');
export const byCommonJs = by('cjs', 'node');
export const byDeno = by('mjs', 'node_modules/.bin/deno', 'run', '--allow-all', '--node-modules-dir=manual');

/** Its package puts the program into place by an install script, and no script ran when it was installed. */
export const byBun: Consumer = async (project) => {
  await command('node', ['install.js'], path.join(project.folder, 'node_modules/bun'));
  return by('mjs', 'node_modules/.bin/bun', 'run')(project);
};
