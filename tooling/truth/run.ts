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
    samples: { type: 'string' },
    page: { type: 'boolean', default: false },
  },
});

const log = (line: string) => console.error(line);

/** Runs the studies that are chosen, and draws samples; then writes the page of all that are done, which names what is missing. */
async function main(): Promise<void> {
  const { folder, only, without, page } = values;
  const samples = values.samples === undefined ? undefined : Number(values.samples);
  if (samples !== undefined && !(Number.isInteger(samples) && samples > 0))
    throw new Error(`--samples is ${values.samples}; expected a number of samples, of at least 1.`);
  const pictures = path.join(import.meta.dirname, 'pictures');
  const all = await studies();
  const run = { folder, samples };
  if (!page) {
    await useWasm();
    const isNamed = (name: string, parts: readonly string[]) => parts.some((part) => name.includes(part));
    for (const study of all) {
      const isChosen = (only.length === 0 || isNamed(study.name, only)) && !isNamed(study.name, without);
      if (isChosen) await runStudy(study, run, log);
    }
    await writeSheets(pictures);
  }
  const { findings, missing } = findingsIn(all, run);
  const command = ['pnpm truth', ...(samples === undefined ? [] : [`--samples ${samples}`])].join(' ');
  writePage(path.join(import.meta.dirname, 'README.md'), {
    findings,
    missing,
    command,
    published: path.join(import.meta.dirname, 'published/xai-tris.json'),
  });
  writePlots(pictures, findings);
  log(`the page tells of ${findings.length} of ${findings.length + missing.length}`);
}

await main();
