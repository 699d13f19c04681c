import { createHash } from 'node:crypto';
import type { Files } from '../../files/files';

/** Files that keep in mind what was read of them. */
export interface RecordedFiles extends Files {
  /** The SHA-256 of each file that was read, by its name, sorted. */
  hashes(): Record<string, string>;
}

/**
 * Files that keep in mind what was read of them: what a run depends on besides its recipe.
 *
 * @example
 * ```ts
 * const files = recordedFiles(memoryFiles({ 'labels.txt': 'cat', 'other.txt': '' }));
 * await files.read('labels.txt');
 * files.hashes(); // => ({ 'labels.txt': '77af778b51abd4a3c51c5ddd97204a9c3ae614ebccb75a606c3b6865aed6744e' })
 * ```
 */
export function recordedFiles(files: Files): RecordedFiles {
  const known = new Map<string, string>();
  return {
    ...files,
    async read(name) {
      const bytes = await files.read(name);
      known.set(name, createHash('sha256').update(bytes).digest('hex'));
      return bytes;
    },
    hashes: () => Object.fromEntries([...known].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}
