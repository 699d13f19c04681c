import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserEngine, browserEngines } from '../browser/in-page/browser-engines';
import { engines as all } from './engines/engines';
import { findTorch, torchNote } from './engines/find-torch';
import { type EngineName, engineNames } from './engines/names';
import type { Result } from './measuring/measure';
import { benchmark } from './parts/benchmark';
import { browserBench } from './parts/browser';
import { endurance } from './parts/endurance';
import { kernels } from './parts/kernels';
import { scaling } from './parts/scaling';
import { conditions } from './report/conditions';
import { readResults, withAgain, writeResults } from './report/kept-results';
import { writeSection } from './report/readme-section';
import { resultsText } from './report/results-text';
import { nameOf, selectWorkloads } from './workloads';

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
    browser: { type: 'boolean', default: false },
    card: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
  },
});

const readme = path.join(import.meta.dirname, 'README.md');

const kept = path.join(import.meta.dirname, 'results.json');

const progress = (line: string) => console.error(line);

/** Times the engines of a browser, all or some. */
async function inBrowser(): Promise<void> {
  const engines = (values.engines?.split(',') ?? browserEngines) as BrowserEngine[];
  const unknown = engines.filter((name) => !browserEngines.includes(name));
  if (unknown.length > 0) throw new Error(`no engine is called ${unknown}; there are: ${browserEngines.join(', ')}`);
  const setting = conditions([]);
  const { section, text, data } = await browserBench({ words: positionals, engines, card: values.card }, progress);
  const told = `${setting}\n\n${text}`;
  console.log(values.json ? JSON.stringify({ conditions: setting, results: data }, undefined, 2) : told);
  if (positionals.length === 0 && values.engines === undefined) writeSection(readme, section, told);
}

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

/** Times some workloads on all engines, and writes them into the results of the last whole run. */
async function timeAgain(times: () => Promise<{ data: Result[] }>, setting: string, longest: number): Promise<void> {
  if (positionals.length === 0 || values.engines !== undefined) {
    throw new Error(
      '--again takes the names of workloads, and times them on all engines: pnpm bench --again lenet5-rise',
    );
  }
  const { data } = await times();
  const former = readResults(kept);
  const results = withAgain(former.results, data);
  const again = [...new Set([...former.again, ...data.map(({ workload }) => nameOf(workload))])];
  writeResults(kept, { conditions: former.conditions, again, results });
  const told = `${former.conditions}\n\nTimed again since, in one or more runs, the last of them on ${setting.replace(/\.$/, '')}: ${again.join(', ')}.`;
  writeSection(readme, 'results', `${told}\n\n${resultsText(results, longest)}`);
  console.log(resultsText(data, longest));
}

async function main(): Promise<void> {
  const engines = await availableEngines();
  const torch = values.kernels || values.endurance ? null : findTorch();
  const setting = conditions(torch ? [torchNote(torch)] : []);
  progress(setting);
  const isWhole = positionals.length === 0 && values.engines === undefined && !values.profile;
  const choice = { bursts: Number(values.bursts), longest: Number(values.longest), profile: values.profile };
  const times = () => benchmark(selectWorkloads(positionals), engines, choice, progress);
  if (values.again) return timeAgain(times, setting, choice.longest);
  const timing = async () => {
    const report = await times();
    if (isWhole) writeResults(kept, { conditions: setting, again: [], results: report.data });
    return report;
  };
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

await (values.browser ? inBrowser() : main());
