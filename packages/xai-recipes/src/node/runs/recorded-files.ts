import { createHash } from 'node:crypto';
import type { Files } from '../../files/files';

/** Files that keep in mind what was read of them. */
export interface RecordedFiles extends Files {
  /** The SHA-256 of each file that was read up to now, by its name, sorted. Of what is read from then on nothing is kept. */
  finish(): Record<string, string>;
}

/**
 * Files that keep in mind what was read of them: what a run depends on besides its recipe.
 *
 * @example
 * ```ts
 * const files = recordedFiles(memoryFiles({ 'labels.txt': 'cat', 'other.txt': '' }));
 * await files.read('labels.txt');
 * files.finish(); // => ({ 'labels.txt': '77af778b51abd4a3c51c5ddd97204a9c3ae614ebccb75a606c3b6865aed6744e' })
 * ```
 */
export function recordedFiles(files: Files): RecordedFiles {
  const known = new Map<string, string>();
  let isOpen = true;
  return {
    ...files,
    async read(name) {
      const bytes = await files.read(name);
      if (isOpen) known.set(name, createHash('sha256').update(bytes).digest('hex'));
      return bytes;
    },
    finish() {
      isOpen = false;
      return Object.fromEntries([...known].sort(([one], [other]) => (one < other ? -1 : 1)));
    },
  };
}
