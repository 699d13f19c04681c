import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describeValue } from 'xai-base';
import { FileError } from '../../errors/errors';
import { withFile } from '../../errors/file-failure';
import { saveFile } from '../save-file';
import type { RunDescription } from './run-description';

/**
 * Checks that a folder is of a run, or of none yet.
 *
 * @throws {FileError} when it holds another run, and says what differs
 *
 * @example
 * ```ts
 * await checkFolder('no-folder-yet', describeRun({}, [{ name: 'cat', item: 'cat.png' }])); // throws nothing
 * ```
 */
export async function checkFolder(folder: string, run: RunDescription): Promise<void> {
  const found = await readFile(path.join(folder, 'run.json'), 'utf8').catch(() => undefined);
  if (found !== undefined && found !== described(run)) throw otherRun(folder, parse(found), run);
  const others = found === undefined ? await readdir(folder).catch(() => []) : [];
  if (others.some((name) => ['index.jsonl', 'journal.jsonl', 'parts', 'shards'].includes(name)))
    throw otherRun(folder, {}, run);
}

/**
 * Makes a folder that of a run: its file `run.json` says so.
 *
 * @throws {FileError} when it holds another run, or cannot be written
 *
 * @example
 * ```ts no-run
 * await claimFolder('report', describeRun({ metrics: ['Deletion'] }, [{ name: 'cat', item: 'cat.png' }]));
 * ```
 */
export async function claimFolder(folder: string, run: RunDescription): Promise<void> {
  await checkFolder(folder, run);
  const file = path.join(folder, 'run.json');
  if (!(await exists(file))) await saveFile(file, described(run));
}

/**
 * The run that a folder holds.
 *
 * @throws {FileError} when it holds none
 */
export async function runIn(folder: string): Promise<RunDescription> {
  const file = path.join(folder, 'run.json');
  const isThere = await exists(file);
  const run = (isThere ? parse(await withFile('read', file, () => readFile(file, 'utf8'))) : {}) as RunDescription;
  if (run.format === 'xai-run') return run;
  const expected = 'the folder that a run has written (`xai run --out`)';
  throw new FileError(`${folder} holds no run; expected ${expected}.`, { argument: 'folder', value: folder, expected });
}

function described(run: RunDescription): string {
  return `${JSON.stringify(run, null, 2)}\n`;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Names what differs. */
function otherRun(folder: string, found: unknown, wanted: RunDescription): FileError {
  const different = differences(found, wanted).slice(0, 5).join(', ');
  const expected = 'a folder of its own for each run, or the same task, items and shard size to go on';
  return new FileError(`${folder} holds another run (${different}); expected ${expected}.`, {
    argument: 'folder',
    value: folder,
    expected,
  });
}

function differences(found: unknown, wanted: unknown, at = ''): string[] {
  if (JSON.stringify(found) === JSON.stringify(wanted)) return [];
  const areObjects = [found, wanted].every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
  if (!areObjects) return [`${at} is ${describeValue(found)} rather than ${describeValue(wanted)}`];
  const [one, other] = [found, wanted] as Record<string, unknown>[];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => differences(one[key], other[key], at === '' ? key : `${at}.${key}`));
}
