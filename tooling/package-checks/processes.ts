import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What Node says of itself when a program fails. */
const OF_NODE = /^\s+at .*\(?node:internal|^Node\.js v|^node:internal|triggerUncaughtException|^\s+\^$/;

/** Runs a command to its end; its error holds all it wrote. */
export async function command(file: string, parameters: string[], folder: string): Promise<string> {
  try {
    const { stdout } = await execute(file, parameters, { cwd: folder, timeout: 300_000, maxBuffer: 1e8 });
    return stdout;
  } catch (error) {
    const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message: string };
    const output = `${stdout ?? ''}${stderr ?? ''}`.split('\n').filter((line) => line.trim() && !OF_NODE.test(line));
    throw new Error(`${[file, ...parameters].join(' ')}:\n${output.join('\n') || message}`);
  }
}

/** Maps in order, with at most two of the promises under way. */
export async function mapTwoAtATime<T, U>(items: readonly T[], map: (item: T) => U | Promise<U>): Promise<U[]> {
  const results: U[] = [];
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await map(item);
  };
  await Promise.all([work(), work()]);
  return results;
}
