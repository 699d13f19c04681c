import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { useWasm } from 'tfjs-gradients/wasm';
import { runStudy } from './studies/run-study';
import { studies } from './studies/studies';
import type { Findings, Study } from './studies/study';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: path.join(homedir(), '.cache/xai-truth') },
    only: { type: 'string' },
    without: { type: 'string' },
  },
});

const log = (line: string) => console.error(line);

async function main(): Promise<void> {
  await useWasm();
  const { only = '', without } = values;
  const isChosen = ({ name }: Study) => name.includes(only) && (without === undefined || !name.includes(without));
  const all = (await studies()).filter(isChosen);
  const findings: Findings[] = [];
  for (const study of all) findings.push(await runStudy(study, values.folder, log));
}

await main();
