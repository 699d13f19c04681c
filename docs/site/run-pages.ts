import { rmSync } from 'node:fs';
import path from 'node:path';
import { examplesOf, pagesOf } from '../../tooling/examples/extract';
import { open } from './in-browser';
import { changesOf } from './ledger';
import { brokenLinks } from './links';
import { emptyFolder, furnish, publish, shownBy, site } from './page-folder';
import { isReader } from './reader';
import { runProgram } from './run-program';

const [...asked] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const accept = process.argv.includes('--accept');
const examples = examplesOf(site).filter(({ run }) => run);
const started = process.cwd();
const problems: string[] = [];
// a reader's program is alone in its process with the TensorFlow.js that its page installs
const run = isReader ? (program: () => Promise<void>) => program() : (await import('./workspace-memory')).inScope;

for (const page of pagesOf(site)) {
  if (asked.length > 0 && !asked.some((part) => page.includes(part))) continue;
  const begin = performance.now();
  const folder = emptyFolder();
  process.chdir(folder);
  try {
    furnish(folder, page);
    for (const example of examples.filter(({ file }) => file === page)) await run(() => runProgram(example, folder));
    const shown = shownBy(page);
    if (shown) await open(path.join(folder, 'dist'), shown, path.join(folder, 'page.png'));
    const changes = await changesOf(page, publish(page, folder), accept);
    if (changes.length > 0)
      problems.push(
        `${page} makes something else than before:\n  ${changes.join('\n  ')}\n  Look at docs/pages/public/made, and where it is right, run \`pnpm docs:accept\`.`,
      );
  } catch (error) {
    problems.push(`${page}: ${error instanceof Error ? error.stack : error}`);
  }
  process.chdir(started);
  rmSync(folder, { recursive: true, force: true }); // also of a page that failed
  console.log(`${page} ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}
if (asked.length === 0) problems.push(...brokenLinks());
for (const problem of problems) console.error(`\n${problem}`);
console.log(problems.length === 0 ? 'pages: what they say holds' : `pages: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
