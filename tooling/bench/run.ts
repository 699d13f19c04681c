import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { engines as all } from './engines/engines';
import { findTorch, torchNote } from './engines/find-torch';
import { type EngineName, engineNames } from './engines/names';
import { benchmark } from './parts/benchmark';
import { endurance } from './parts/endurance';
import { kernels } from './parts/kernels';
import { scaling } from './parts/scaling';
import { conditions } from './report/conditions';
import { writeSection } from './report/readme-section';
import { selectWorkloads } from './workloads';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engines: { type: 'string' },
    bursts: { type: 'string', default: '3' },
    longest: { type: 'string', default: '20' },
    profile: { type: 'boolean', default: false },
    scaling: { type: 'boolean', default: false },
    endurance: { type: 'boolean', default: false },
    kernels: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const readme = path.join(import.meta.dirname, 'README.md');

const progress = (line: string) => console.error(line);

/** The engines asked for that this machine has; of the others, it is said why not. */
async function availableEngines(): Promise<EngineName[]> {
  const asked = (values.engines?.split(',') ?? engineNames) as EngineName[];
  const unknown = asked.filter((name) => !engineNames.includes(name));
  if (unknown.length > 0) throw new Error(`no engine is called ${unknown}; there are: ${engineNames.join(', ')}`);
  const available: EngineName[] = [];
  for (const name of asked) {
    const missing = await all[name].missing?.();
    if (missing === undefined) available.push(name);
    else progress(`${name} is not available: ${missing}`);
  }
  return available;
}

async function main(): Promise<void> {
  const engines = await availableEngines();
  const torch = values.kernels || values.endurance ? null : findTorch();
  const setting = conditions(torch ? [torchNote(torch)] : []);
  progress(setting);
  const isWhole = positionals.length === 0 && values.engines === undefined && !values.profile;
  const choice = { bursts: Number(values.bursts), longest: Number(values.longest), profile: values.profile };
  const timing = () => benchmark(selectWorkloads(positionals), engines, choice, progress);
  const parts = [
    ...(values.scaling ? [() => scaling(engines, progress)] : []),
    ...(values.endurance ? [() => endurance(engines, progress)] : []),
    ...(values.kernels ? [() => kernels(progress)] : []),
  ];
  const whole = isWhole ? [timing, () => scaling(engines, progress)] : [timing];
  for (const part of parts.length > 0 ? parts : whole) {
    const { section, page = readme, picture, text, data } = await part();
    const told = `${setting}\n\n${text}`;
    console.log(values.json ? JSON.stringify({ conditions: setting, results: data }, undefined, 2) : told);
    if (!isWhole) continue;
    if (picture) writeFileSync(path.join(import.meta.dirname, picture.name), picture.svg);
    writeSection(page, section, told);
  }
}

await main();
