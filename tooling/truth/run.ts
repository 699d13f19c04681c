import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { useWasm } from 'tfjs-gradients/wasm';
import { writePage } from './report/page';
import { writePlots } from './report/plots';
import { writeSheets } from './report/sheets';
import { fileOf, runStudy } from './studies/run-study';
import { studies } from './studies/studies';
import type { Findings } from './studies/study';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: path.join(homedir(), '.cache/xai-truth') },
    only: { type: 'string', multiple: true, default: [] },
    without: { type: 'string', multiple: true, default: [] },
    page: { type: 'boolean', default: false },
  },
});

const log = (line: string) => console.error(line);

/** Runs the studies that are chosen, then writes the page of all that are done. */
async function main(): Promise<void> {
  const { folder, only, without, page } = values;
  await useWasm();
  const all = await studies();
  const isNamed = (name: string, parts: readonly string[]) => parts.some((part) => name.includes(part));
  const chosen = all.filter(({ name }) => (only.length === 0 || isNamed(name, only)) && !isNamed(name, without));
  if (!page) for (const study of chosen) await runStudy(study, folder, log);
  const files = all.map(({ name }) => fileOf(name, folder)).filter((file) => existsSync(file));
  const findings = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Findings);
  writePage(path.join(import.meta.dirname, 'README.md'), findings);
  const pictures = path.join(import.meta.dirname, 'pictures');
  writePlots(pictures, findings);
  await writeSheets(pictures);
  log(`the page tells of ${findings.length} of ${all.length} studies`);
}

await main();
