import { readFile } from 'node:fs/promises';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pack } from '../pack';
import type { Package } from '../workspace';

/** publint finds nothing in the tarball, not even a suggestion. */
export async function publishable(one: Package): Promise<string[]> {
  const { buffer } = new Uint8Array(await readFile(await pack(one)));
  const { messages, pkg } = await publint({ pack: { tarball: buffer } });
  return messages.map(
    (message) => `publint ${message.type} ${message.code}: ${formatMessage(message, pkg, { color: false })}`,
  );
}
