import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pack } from '../pack';
import { command } from '../processes';
import { compile, entriesProgram, packagesImported, readmePrograms } from '../program';
import { catalogVersion, type Package, withWorkspaceDependencies } from '../workspace';

/** What must run to its end besides the README's examples: a command with these arguments, and these programs. */
const COMMANDS: Record<string, string[][]> = { xai: [['--version'], ['methods']], 'xai-dashboard': [['--help']] };
const PROGRAMS: Record<string, string[]> = { 'xai-base': ['tooling/package-checks/two-copies.mjs'] };

/** No package needs its install script; that of onnxruntime-node would fetch what a GPU needs. */
const NPM_INSTALL = [
  ...['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'],
  '--loglevel=error',
];

/**
 * The tarball, installed alone in an empty folder with its peers, imports and runs the examples of its README, as an ES
 * module and as CommonJS, and its types resolve from both.
 */
export async function installsAlone(one: Package): Promise<string[]> {
  const examples = await readmePrograms(one);
  const extras = PROGRAMS[one.name] ?? [];
  const extraTexts = await Promise.all(extras.map((file) => readFile(file, 'utf8')));
  const folder = await mkdtemp(path.join(tmpdir(), `${one.name}-alone-`));
  try {
    await install(one, [...examples.map(({ text }) => text), ...extraTexts].flatMap(packagesImported), folder);
    for (const file of extras) await cp(file, path.join(folder, path.basename(file)));
    const compiled = await compile([entriesProgram(one), ...examples], folder);
    const programs = [...compiled, ...extras.map((file) => path.basename(file))].map((file) => ['node', file]);
    const problems = [...(await runAll(programs, folder)), ...(await runAll(commandsOf(one), folder, true))];
    if (!one.isLeaf && !examples.some(({ run }) => run))
      problems.push(`${one.directory}/README.md has no example that runs; add a fenced ts block`);
    return problems;
  } catch (error) {
    return [(error as Error).message];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Installs a package, its peers and what its examples import; workspace packages from their tarballs, at any depth. */
async function install({ name, manifest }: Package, imported: string[], folder: string): Promise<void> {
  const wanted = [name, ...Object.keys(manifest.peerDependencies ?? {}), ...imported];
  const tarballs: Record<string, string> = {};
  for (const one of wanted.flatMap(withWorkspaceDependencies)) tarballs[one.name] ??= `file:${await pack(one)}`;
  const { [name]: _, ...overrides } = tarballs;
  const dependencies: Record<string, string> = {};
  for (const dependency of wanted) {
    const version = tarballs[dependency] ?? catalogVersion(dependency);
    if (!version)
      throw new Error(`README.md imports ${dependency}, which is no package of the workspace, nor has the catalog it`);
    dependencies[dependency] = version;
  }
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }));
  await command('npm', NPM_INSTALL, folder);
}

function commandsOf({ manifest }: Package): string[][] {
  const commands = Object.keys(manifest.bin ?? {});
  return commands.flatMap((bin) =>
    (COMMANDS[bin] ?? [['--help']]).map((rest) => [`node_modules/.bin/${bin}`, ...rest]),
  );
}

/** Runs commands to their ends; returns what fails, or prints nothing although it should. */
async function runAll(commands: string[][], folder: string, prints = false): Promise<string[]> {
  const problems: string[] = [];
  for (const [file, ...parameters] of commands) {
    try {
      const output = await command(file, parameters, folder);
      if (prints && output.trim() === '') problems.push(`${[file, ...parameters].join(' ')} prints nothing`);
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return problems;
}
