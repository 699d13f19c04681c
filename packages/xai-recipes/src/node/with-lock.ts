import { readFile, rm, writeFile } from 'node:fs/promises';
import { FileError } from '../errors/errors';

/**
 * Does something while no other process does. The file of a process that was killed holds nobody up.
 *
 * @param lock a file, which has the process's number in it
 * @param what is done, for the message
 * @throws {FileError} when another process is at it
 */
export async function withLock<T>(lock: string, what: string, work: () => Promise<T>): Promise<T> {
  await take(lock, what);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string, what: string): Promise<void> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (isAlive(owner)) {
      const expected = 'to wait until that is done';
      throw new FileError(`Process ${owner} works at ${what} already; expected ${expected}.`, {
        argument: 'lock',
        value: lock,
        expected,
      });
    }
    await rm(lock, { force: true });
    await take(lock, what);
  }
}

function isAlive(process_: number): boolean {
  if (!(process_ > 0)) return false;
  try {
    return process.kill(process_, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it is another user's
  }
}
