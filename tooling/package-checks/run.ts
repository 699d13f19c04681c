import { attributed } from './checks/attributed';
import { changesets } from './checks/changesets';
import { dependencyDirection } from './checks/dependency-direction';
import { documented } from './checks/documented';
import { firstMinute } from './checks/first-minute';
import { importCycles } from './checks/import-cycles';
import { installsAlone } from './checks/installs-alone';
import { publishable } from './checks/publishable';
import { registryHosts } from './checks/registry-hosts';
import { sizes } from './checks/sizes';
import { typesResolve } from './checks/types-resolve';
import { uniform } from './checks/uniform';
import { mapTwoAtATime } from './processes';
import { type Package, packages } from './workspace';

type Problems = string[] | Promise<string[]>;

const PACKAGE_CHECKS: Record<string, (one: Package) => Problems> = {
  uniform,
  changesets,
  'dependency-direction': dependencyDirection,
  'import-cycles': importCycles,
  documented,
  'first-minute': firstMinute,
  publishable,
  attributed,
  'types-resolve': typesResolve,
  'installs-alone': installsAlone,
};

const WORKSPACE_CHECKS: Record<string, () => Problems> = { 'registry-hosts': registryHosts, sizes };

/** Runs all checks, or those whose name or whose package's name is among the arguments: `pnpm check-packages uniform xai-base`. */
async function main(only: string[]): Promise<void> {
  const names = [...Object.keys(PACKAGE_CHECKS), ...Object.keys(WORKSPACE_CHECKS), ...packages.map(({ name }) => name)];
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no check or package is called ${unknown}; there are: ${names.join(', ')}`);

  const selected = <T>(entries: T[], nameOf: (entry: T) => string): T[] =>
    entries.some((entry) => only.includes(nameOf(entry)))
      ? entries.filter((entry) => only.includes(nameOf(entry)))
      : entries;
  let failures = 0;
  const report = (subject: string, check: string, problems: string[]): void => {
    console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${subject.padEnd(24)}${check}`);
    for (const problem of problems) console.log(`       ${problem.replaceAll('\n', '\n       ')}`);
    failures += problems.length === 0 ? 0 : 1;
  };

  const all = [...Object.entries(WORKSPACE_CHECKS), ...Object.entries(PACKAGE_CHECKS)];
  for (const [check] of selected(all, ([name]) => name)) {
    if (check in WORKSPACE_CHECKS) report('workspace', check, await WORKSPACE_CHECKS[check]());
    else {
      const subjects = selected([...packages], ({ name }) => name);
      const results = await mapTwoAtATime(subjects, PACKAGE_CHECKS[check]);
      for (const [index, problems] of results.entries()) report(subjects[index].name, check, problems);
    }
  }
  console.log(failures === 0 ? 'All package checks passed.' : `${failures} package checks failed.`);
  process.exitCode = failures === 0 ? 0 : 1;
}

main(process.argv.slice(2));
