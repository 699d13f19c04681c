import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from 'xai-recipes';
import { folderFiles } from 'xai-recipes/node';
import { Analysis } from '../../src/analysis/analysis';
import { SessionFiles } from '../../src/analysis/session-files';

/** What the page does, without one: the same analysis, of the files of a folder, as they are dropped. */
export async function analysisInNode(folder: string): Promise<{ analysis: Analysis; onDisk: Files }> {
  const onDisk = await folderFiles(folder);
  const files = Object.assign(new SessionFiles([]), { decodeImage: onDisk.decodeImage });
  files.add(onDisk.names.map((name) => new File([readFileSync(path.join(folder, name))], name)));
  return { analysis: new Analysis(files, async () => ({ used: 'wasm', problems: {} })), onDisk };
}
