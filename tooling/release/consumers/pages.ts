import path from 'node:path';
import { command } from '../../package-checks/processes';
import type { Consumer } from './consumer';

/** A reader who does what the documentation says, to the letter: each page of these chapters in an empty folder with what it installs. */
export const byReaders: Consumer = async ({ folder }) => {
  const packages = `--packages=${path.join(folder, 'node_modules')}`;
  const parameters = ['exec', 'tsx', '--tsconfig', 'tsconfig.json', 'site/run-pages.ts', 'start/', 'tasks/', packages];
  return command('pnpm', parameters, 'docs').then(
    () => [],
    (error: Error) => [error.message],
  );
};
