import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { useWasm } from 'tfjs-gradients/wasm';
import { writePage } from './report/page';
import { writePlots } from './report/plots';
import { writeSheets } from './report/sheets';
import { findingsIn, runStudy } from './studies/run-study';
import { studies } from './studies/studies';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: path.join(homedir(), '.cache/xai-truth') },
    only: { type: 'string', multiple: true, default: [] },
    without: { type: 'string', multiple: true, default: [] },
    page: { type: 'boolean', default: false },
  },
});

const log = (line: string) => console.error(line);

/** Runs the studies that are chosen, and draws samples; then writes the page of all that are done. */
async function main(): Promise<void> {
  const { folder, only, without, page } = values;
  const pictures = path.join(import.meta.dirname, 'pictures');
  if (!page) {
    await useWasm();
    const isNamed = (name: string, parts: readonly string[]) => parts.some((part) => name.includes(part));
    for (const study of await studies()) {
      const isChosen = (only.length === 0 || isNamed(study.name, only)) && !isNamed(study.name, without);
      if (isChosen) await runStudy(study, folder, log);
    }
    await writeSheets(pictures);
  }
  const findings = findingsIn(folder);
  writePage(path.join(import.meta.dirname, 'README.md'), findings);
  writePlots(pictures, findings);
  log(`the page tells of ${findings.length} studies`);
}

await main();
