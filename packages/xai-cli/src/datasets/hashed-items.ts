import { createHash } from 'node:crypto';
import { type Progress, throwIfAborted } from 'xai-base';
import type { Files, Item, RunItem } from 'xai-recipes';

/**
 * The items with the hashes of their files, by which a run knows that it goes on with the same ones. A file that cannot be read has none: its item
 * will be recorded as broken.
 */
export async function hashedItems(
  files: Files,
  items: readonly RunItem<Item>[],
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void },
): Promise<RunItem<Item>[]> {
  let last: { file?: string; sha256?: string } = {}; // the rows of a table are in one file
  const found: RunItem<Item>[] = [];
  for (const one of items) {
    throwIfAborted(signal);
    const { item } = one;
    const file = typeof item === 'object' && 'file' in item ? item.file : undefined;
    if (file !== last.file) last = { file, ...(file !== undefined && { sha256: await hashOf(files, file) }) };
    found.push(last.sha256 === undefined ? one : { ...one, sha256: last.sha256 });
    onProgress?.({ done: found.length, total: items.length });
  }
  return found;
}

async function hashOf(files: Files, file: string): Promise<string | undefined> {
  const bytes = await files.read(file).catch(() => undefined);
  return bytes && createHash('sha256').update(bytes).digest('hex');
}
