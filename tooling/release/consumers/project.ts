import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { examplesIn } from '../../examples/blocks';
import { withChecks } from '../../examples/checks';
import { command } from '../../package-checks/processes';
import { asCommonJs, packagesImported } from '../../package-checks/program';
import { catalogVersion, packages } from '../../package-checks/workspace';
import type { Registry } from '../registry';
import { renamedImports } from '../scoped';
import type { Tarball } from '../tarballs';
import type { FirstExample, Project } from './consumer';

/** What examples compare values by. */
const CHECK = 'tooling/examples/compare.ts';

/**
 * A new project in which all packages are installed from a registry, with their peers, what their examples import, and tools.
 *
 * @param tarballs the packages; where they have a scope, examples import them by it
 * @param registry where they were published
 * @param tools packages of the catalog to install beside them
 */
export async function makeProject(
  tarballs: readonly Tarball[],
  registry: Registry,
  tools: readonly string[],
  scope?: string,
): Promise<Project> {
  const folder = await mkdtemp(path.join(tmpdir(), 'consumer-'));
  const examples = await firstExamples(scope);
  const own = Object.fromEntries(tarballs.map(({ name, version }) => [name, `^${version}`]));
  const others = examples.flatMap(({ text }) => packagesImported(text)).filter((name) => !(name in own));
  const peers = packages.flatMap(({ manifest }) => Object.keys(manifest.peerDependencies ?? {}));
  const external = [...others, ...peers, ...tools].filter((name) => catalogVersion(name));
  const versions = Object.fromEntries(external.map((name) => [name, catalogVersion(name)]));
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: { ...versions, ...own } }),
  );
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await command('npm', ['install', ...quiet, ...registry.npm], folder);
  await mkdir(path.join(folder, 'examples'));
  const programs = examples.map(({ packageName, text }) => [packageName, text]);
  for (const [name, text] of [...programs, ['check', CHECKING], ['compare', await readFile(CHECK, 'utf8')]]) {
    const isProgram = programs.some(([program]) => program === name);
    await writeFile(path.join(folder, `examples/${name}.mjs`), asModule(text));
    await writeFile(path.join(folder, `examples/${name}.cjs`), asScript(isProgram ? asCommonJs(text) : text));
  }
  return { folder, examples, registry: registry.url, npm: registry.npm };
}

/** Compares a value with the one that the README says. */
const CHECKING = `import { plain, settle } from './compare';
export async function $check(actual, expected, line) {
  const [found, wanted] = [await plain(await actual), await plain(expected())];
  const [left, right] = [settle(found, wanted), wanted].map((value) => JSON.stringify(value));
  if (left !== right) throw new Error('line ' + line + ': ' + left + ', expected ' + right);
}
`;

/** The first program of each README that runs, its values checked as it says them. */
async function firstExamples(scope?: string): Promise<FirstExample[]> {
  const names = packages.map(({ name }) => name);
  const found = packages.map(async ({ name, directory, manifest }): Promise<FirstExample | undefined> => {
    const readme = await readFile(path.join(directory, 'README.md'), 'utf8');
    const example = examplesIn('README.md', readme).find(({ run }) => run);
    if (!example) return undefined;
    const text = `import { $check } from './check';${withChecks(example.text, `${directory}/README.md`)}`;
    const needsNode = 'bin' in manifest || /from '(node:|[^']+\/node')/.test(text);
    return { packageName: name, text: scope ? renamedImports(text, scope, names) : text, needsNode };
  });
  return (await Promise.all(found)).filter((one) => one !== undefined);
}

function asModule(text: string): string {
  return transpiled(text, ts.ModuleKind.ESNext).replace(/(from ["']\.\/\w+)(["'])/g, '$1.mjs$2');
}

function asScript(text: string): string {
  return transpiled(text, ts.ModuleKind.CommonJS).replace(/(require\(["']\.\/\w+)(["'])/g, '$1.cjs$2');
}

function transpiled(text: string, module: ts.ModuleKind): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module, esModuleInterop: true };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
