import { existsSync } from 'node:fs';
import { appendFile, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** How a package lists models that it holds in pieces. */
type Resources = Record<string, { readonly chunks?: readonly { readonly hash: string }[] }>;

/** Puts the models of a folder together that lie there in pieces, as a `resources.json` lists them. */
export async function joinChunks(list: string): Promise<string[]> {
  const folder = path.dirname(list);
  const resources = JSON.parse(await readFile(list, 'utf8')) as Resources;
  const models = Object.entries(resources).filter(([name, { chunks }]) => name.startsWith('/models/') && chunks);
  const joined: string[] = [];
  for (const [name, { chunks = [] }] of models) {
    const file = path.join(folder, `${path.basename(name)}.onnx`);
    if (!existsSync(file)) {
      await rm(`${file}.part`, { force: true });
      for (const { hash } of chunks) await appendFile(`${file}.part`, await readFile(path.join(folder, hash)));
      await rename(`${file}.part`, file);
    }
    joined.push(file);
  }
  return joined;
}
