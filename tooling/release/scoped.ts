import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const DEPENDENCIES = ['dependencies', 'peerDependencies', 'peerDependenciesMeta', 'optionalDependencies'];

/**
 * Renames a package and those of the workspace that it uses: `xai-base` becomes `@someone/xai-base`, in package.json, in the built modules,
 * their types, and the README.
 *
 * @param folder the unpacked package
 * @param scope `@someone`
 * @param names the packages of the workspace
 */
export async function scoped(folder: string, scope: string, names: readonly string[]): Promise<void> {
  const file = path.join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  const rename = (name: string) => (names.includes(name) ? `${scope}/${name}` : name);
  manifest.name = rename(manifest.name);
  for (const field of DEPENDENCIES.filter((one) => one in manifest))
    manifest[field] = Object.fromEntries(Object.entries(manifest[field]).map(([name, value]) => [rename(name), value]));
  await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of await readdir(folder, { recursive: true }))
    if (/\.(c?js|d\.c?ts|md)$/.test(name)) {
      const text = await readFile(path.join(folder, name), 'utf8');
      await writeFile(path.join(folder, name), renamedImports(text, scope, names));
    }
}

/** Specifiers, wherever a module names one: `from 'xai-base'`, `import('xai-base')`, `require("tfjs-gradients/wasm")`. */
export function renamedImports(text: string, scope: string, names: readonly string[]): string {
  const specifier = new RegExp(`(from\\s*|import\\s*\\(?\\s*|require\\(\\s*)(['"])(${names.join('|')})(?=['"/])`, 'g');
  return text.replace(specifier, `$1$2${scope}/$3`);
}
