import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { command } from '../../package-checks/processes';
import type { Consumer } from './consumer';
import { copyWasm, examplesModule, runInChromium } from './page';

const FILES: Record<string, string> = {
  'next.config.mjs':
    "export default { output: 'export', distDir: 'build', typescript: { ignoreBuildErrors: true } };\n",
  'app/layout.jsx': 'export default function Layout({ children }) { return <html><body>{children}</body></html>; }\n',
  'app/page.jsx': `'use client';
import { useEffect } from 'react';
import { examples } from '../all-examples.mjs';
export default function Page() {
  useEffect(() => {
    const name = new URL(location.href).searchParams.get('example');
    globalThis.outcome = examples[name]().then(() => 'done', (error) => String(error?.stack ?? error));
  }, []);
  return <p>An example of a package.</p>;
}
`,
};

/** A page of Next, exported to static files. */
export const byNext: Consumer = async (project) => {
  await mkdir(path.join(project.folder, 'app'), { recursive: true });
  await writeFile(path.join(project.folder, 'all-examples.mjs'), examplesModule(project));
  for (const [name, text] of Object.entries(FILES)) await writeFile(path.join(project.folder, name), text);
  await command('node_modules/.bin/next', ['build'], project.folder);
  const folder = path.join(project.folder, 'build');
  await copyWasm(project, path.join(folder, '_next/static/chunks'));
  return runInChromium(project, folder);
};
