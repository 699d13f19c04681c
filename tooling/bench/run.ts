import { parseArgs } from 'node:util';
import { type EngineName, engineNames } from './engines';
import { measure, type Result } from './measure';
import { conditions, failureLine, head, line, profileLines } from './report';
import { workloads } from './workloads';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engines: { type: 'string', default: engineNames.join() },
    bursts: { type: 'string', default: '3' },
    profile: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const engines = values.engines.split(',') as EngineName[];
const unknown = engines.filter((name) => !engineNames.includes(name));
if (unknown.length > 0) throw new Error(`no engine is called ${unknown}; there are: ${engineNames.join(', ')}`);
const selected = workloads.filter(
  ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
);
if (selected.length === 0) {
  throw new Error(`no workload has ${positionals} in its name; there are: ${workloads.map(({ name }) => name)}`);
}

/** Times the selected workloads one after the other and prints each as soon as it is known. */
async function main(): Promise<void> {
  const print = (text: string) => (values.json ? undefined : console.log(text));
  const start = conditions();
  print(`${start}\n\n${head()}`);
  const results: Result[] = [];
  for (const workload of selected) {
    const options = { engines, bursts: Number(values.bursts), profile: values.profile };
    const measured = await measure(workload, options);
    results.push(...measured);
    for (const result of measured) print(line(result));
  }
  for (const result of results) for (const profileLine of profileLines(result)) print(profileLine);
  print(`\n${results.flatMap((result) => failureLine(result) ?? []).join('\n')}`);
  if (values.json) console.log(JSON.stringify({ conditions: start, results }, undefined, 2));
}

await main();
