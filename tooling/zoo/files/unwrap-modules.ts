import { existsSync } from 'node:fs';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

/** How long a module of data may take, in milliseconds. */
const timeout = 10_000;

/**
 * Writes a model of TensorFlow.js that a package holds as modules, for pages that bundle it: `model.min.js` gives the object of its `model.json`, and `<shard>.min.js` each file of
 * weights in base64. Each runs alone, with nothing of this process.
 *
 * @returns the `model.json`
 */
export async function unwrapModules(module: string): Promise<string> {
  const folder = path.dirname(module);
  const file = path.join(folder, 'model.json');
  if (existsSync(file)) return file;
  const shards = (await readdir(folder)).filter((name) => /shard.*\.min\.js$/.test(name));
  for (const name of shards) {
    const weights = Buffer.from(String(await exportsOf(path.join(folder, name))), 'base64');
    await writeFile(path.join(folder, path.basename(name, '.min.js')), weights);
  }
  await writeFile(`${file}.part`, JSON.stringify(await exportsOf(module)));
  await rename(`${file}.part`, file);
  return file;
}

/** What a module gives. */
async function exportsOf(file: string): Promise<unknown> {
  const module = { exports: {} as unknown };
  runInNewContext(await readFile(file, 'utf8'), { module, exports: module.exports }, { timeout });
  return module.exports;
}
