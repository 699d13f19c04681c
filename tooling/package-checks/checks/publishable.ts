import { readFile } from 'node:fs/promises';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pack } from '../pack';
import { command } from '../processes';
import type { Package } from '../workspace';

/** publint finds nothing in the tarball, not even a suggestion; and its modules have source maps. */
export async function publishable(one: Package): Promise<string[]> {
  const tarball = await pack(one);
  const { buffer } = new Uint8Array(await readFile(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: buffer } });
  return [
    ...messages.map(
      (message) => `publint ${message.type} ${message.code}: ${formatMessage(message, pkg, { color: false })}`,
    ),
    ...withoutMap((await command('tar', ['-tzf', tarball], process.cwd())).split('\n')),
  ];
}

/** Modules that programs import, which lie in `dist` itself: an application below it, as the dashboard's, is nobody's to debug into. */
function withoutMap(files: readonly string[]): string[] {
  const modules = files.filter((file) => /^package\/dist\/[^/]+\.c?js$/.test(file));
  return modules.filter((file) => !files.includes(`${file}.map`)).map((file) => `${file} has no source map`);
}
