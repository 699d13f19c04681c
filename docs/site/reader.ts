import { execSync } from 'node:child_process';

const SHELL_BLOCK = /^```sh(?: run)?\n([\s\S]*?)^```$/gm;

/** The registry of a rehearsal of a release, `--registry=address`. */
const registry = process.argv.find((word) => word.startsWith('--registry='))?.slice('--registry='.length);

/** Whether a page runs as a reader runs it: npm installs what the page says, and commands are those of the installed packages. */
export const isReader = registry !== undefined;

/** Runs a page's lines of npm, `npm init -y` and `npm install ...`, as they stand there, in an empty folder; no package runs a script. */
export function install(page: string, folder: string): void {
  const settings = { registry, ignore_scripts: 'true', audit: 'false', fund: 'false', loglevel: 'error' };
  const named = Object.entries(settings).map(([name, value]) => [`npm_config_${name}`, value]);
  const env = { ...process.env, ...Object.fromEntries(named) };
  const lines = [...page.matchAll(SHELL_BLOCK)].flatMap(([, block]) => block.split('\n'));
  for (const line of lines.filter((one) => one.startsWith('npm '))) execSync(line, { cwd: folder, env, stdio: 'pipe' });
}
