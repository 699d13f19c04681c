import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run, type Surroundings } from '../../src';

/** What a command wrote, and its exit code. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process. */
export async function xai(
  argv: readonly string[],
  more: Partial<Surroundings> & { isTTY?: boolean } = {},
): Promise<Outcome> {
  const { isTTY = false, signal, stdin } = more;
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY,
    columns: 100,
    write(text: string) {
      written[name] += text;
    },
  });
  const code = await run(argv, { stdout: output('stdout'), stderr: output('stderr'), signal, stdin });
  return { code, ...written };
}

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'xai-cli-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The arguments with others in the place of those options that both have. */
export function instead(argv: readonly string[], others: readonly string[]): string[] {
  const isReplaced = (one: string | undefined) => one?.startsWith('--') && others.includes(one);
  const kept = argv.filter((one, at) => !isReplaced(one) && !(isReplaced(argv[at - 1]) && !one.startsWith('--')));
  return [...kept, ...others];
}
