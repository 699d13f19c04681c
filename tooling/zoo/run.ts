import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findModels } from './files/find-models';
import { folderOf, install } from './files/install';
import { packages } from './files/packages';
import { checkWithin, type Limits } from './limits';
import type { Report } from './report/report';
import { notes, summary, table } from './report/table';
import { writeResults } from './report/write';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cache: { type: 'string', default: path.join(homedir(), '.cache/xai-zoo') },
    seconds: { type: 'string', default: '900' },
    megabytes: { type: 'string', default: '12000' },
    only: { type: 'string' },
    json: { type: 'string' },
    'command-line': { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
  },
});

const progress = (line: string) => console.error(line);

/** The models of the packages, or those that the user names. */
async function modelsOf(): Promise<string[]> {
  if (positionals.length > 0) {
    const found = await Promise.all(
      positionals.map(async (one) =>
        statSync(one).isDirectory() ? findModels(path.resolve(one)) : [path.resolve(one)],
      ),
    );
    return found.flat();
  }
  mkdirSync(values.cache, { recursive: true });
  const failures = await install(packages, values.cache, progress);
  for (const [name, why] of failures) progress(`${name} cannot be had: ${why}`);
  const found = await Promise.all(
    packages.filter((one) => !failures.has(one)).map((one) => findModels(folderOf(values.cache, one))),
  );
  return found.flat();
}

/** A report with what became of the model in the command line, unless it says that already. */
async function withCommandLine(report: Report, limits: Limits): Promise<Report> {
  const name = 'command line';
  if (report.outcomes[name]) return report;
  const { outcomes, stopped } = await checkWithin(report.file, limits, name);
  const outcome = outcomes[name] ?? { ok: false, note: stopped ?? '', seconds: limits.seconds };
  return { ...report, outcomes: { ...report.outcomes, [name]: outcome } };
}

async function main(): Promise<void> {
  const models = (await modelsOf()).filter((file) => values.only === undefined || file.includes(values.only));
  const limits = { seconds: Number(values.seconds), megabytes: Number(values.megabytes) };
  const reports: Report[] = [];
  const isGoingOn = values.resume && values.json && existsSync(values.json);
  const before: Report[] = isGoingOn ? JSON.parse(readFileSync(values.json as string, 'utf8')) : [];
  for (const [index, file] of models.entries()) {
    const known = before.find((one) => one.file === file && one.stopped === undefined);
    const byPackages = known ?? (await checkWithin(file, limits));
    const report = values['command-line'] ? await withCommandLine(byPackages, limits) : byPackages;
    reports.push(report);
    progress(`${index + 1}/${models.length} ${file}\n${JSON.stringify(report.outcomes)} ${report.stopped ?? ''}`);
    const ahead = before.filter((one) => reports.every(({ file }) => file !== one.file));
    if (values.json) writeFileSync(values.json, JSON.stringify([...reports, ...ahead]));
  }
  const results = [summary(reports), table(reports), notes(reports)].filter(Boolean).join('\n\n');
  const isWhole = positionals.length === 0 && values.only === undefined;
  if (isWhole) writeResults(path.join(import.meta.dirname, 'README.md'), results);
  else console.log(results);
}

await main();
