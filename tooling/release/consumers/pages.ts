import { cp } from 'node:fs/promises';
import path from 'node:path';
import { command } from '../../package-checks/processes';
import type { Consumer } from './consumer';

/** What runs pages, copied into the project, where it finds nothing but what was installed there. */
const PROGRAMS = ['docs/site', 'docs/made.json', 'docs/pages', 'docs/.vitepress/chapters.ts', 'tooling/examples'];
const GENERATED = /docs.pages.(?:api|public.made)|node_modules/;
const CHAPTERS = ['start/', 'tasks/'];

/** A reader who does what the documentation says, to the letter: each page of these chapters in an empty folder with what it installs. */
export const byReaders: Consumer = async ({ folder }) => {
  for (const source of PROGRAMS)
    await cp(source, path.join(folder, source), { recursive: true, filter: (file) => !GENERATED.test(file) });
  const problems: string[] = [];
  for (const chapter of CHAPTERS) {
    const parameters = ['docs/site/run-pages.ts', chapter, `--packages=${path.join(folder, 'node_modules')}`];
    await command('node_modules/.bin/tsx', parameters, folder).catch((error: Error) => problems.push(error.message));
  }
  return problems;
};
