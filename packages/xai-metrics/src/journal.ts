import { appendFile, readFile, truncate } from 'node:fs/promises';
import type { Journal } from './evaluation/journal';

/**
 * A journal in a file, for Node: an evaluation that was killed goes on where it was. A line that was cut off in the middle is removed.
 *
 * @param path the file, which is made when there is none
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * const journal = fileJournal(join(tmpdir(), `journal-${process.pid}.jsonl`));
 * await journal.append('{"first":0}');
 * await journal.read(); // => ['{"first":0}']
 * ```
 */
export function fileJournal(path: string): Journal {
  return {
    async read() {
      const bytes = await readFile(path).catch((error) => {
        if (error.code === 'ENOENT') return Buffer.alloc(0);
        throw error;
      });
      const end = bytes.lastIndexOf('\n') + 1;
      if (end < bytes.length) await truncate(path, end);
      return bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
    },
    append: (line) => appendFile(path, `${line}\n`),
  };
}
