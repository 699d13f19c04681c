import path from 'node:path';
import { command } from '../../package-checks/processes';
import type { Consumer } from './consumer';

const CHAPTERS = ['start/', 'tasks/'];

/** A reader who does what the documentation says, to the letter: each page of these chapters in an empty folder with what it installs. */
export const byReaders: Consumer = async ({ folder }) => {
  const packages = `--packages=${path.join(folder, 'node_modules')}`;
  const problems: string[] = [];
  for (const chapter of CHAPTERS) {
    const parameters = ['exec', 'tsx', '--tsconfig', 'tsconfig.json', 'site/run-pages.ts', chapter, packages];
    await command('pnpm', parameters, 'docs').catch((error: Error) => problems.push(error.message));
  }
  return problems;
};
