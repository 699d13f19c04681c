import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { command, mapTwoAtATime } from '../../package-checks/processes';
import type { Consumer } from './consumer';

/** What runs pages, copied into the project, where it finds nothing but what was installed there. */
const PROGRAMS = ['docs/site', 'docs/made.json', 'docs/pages', 'docs/.vitepress/chapters.ts', 'tooling/examples'];
const GENERATED = /docs.pages.(?:api|public.made)|node_modules/;

/** A reader who does what the documentation says, to the letter: each page in an empty folder, with what npm installs by the page's own lines. */
export const byReaders: Consumer = async ({ folder, registry }) => {
  for (const source of PROGRAMS)
    await cp(source, path.join(folder, source), { recursive: true, filter: (file) => !GENERATED.test(file) });
  const chapters = ['start', 'tasks'].map(async (chapter) => {
    const pages = await readdir(path.join('docs/pages', chapter));
    return pages.map((page) => `pages/${chapter}/${page}`);
  });
  const pages = [...(await Promise.all(chapters)).flat(), 'pages/more/plugin.md'];
  const problems = await mapTwoAtATime(pages, (page) =>
    command('node_modules/.bin/tsx', ['docs/site/run-pages.ts', page, `--registry=${registry}`], folder).then(
      () => [],
      (error: Error) => [error.message],
    ),
  );
  return problems.flat();
};
