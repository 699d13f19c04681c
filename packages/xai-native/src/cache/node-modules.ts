type FileSystem = typeof import('node:fs/promises');
type Crypto = typeof import('node:crypto');
type Path = typeof import('node:path');

/** What a cache needs of Node. */
export interface NodeModules {
  readonly files: FileSystem;
  readonly crypto: Crypto;
  readonly path: Path;
}

/** Loads them where they are: a bundler for browsers must not follow these imports. */
export async function nodeModules(): Promise<NodeModules> {
  const [files, crypto, path] = await Promise.all(['node:fs/promises', 'node:crypto', 'node:path'].map(load));
  return { files, crypto, path } as NodeModules;
}

function load(name: string): Promise<unknown> {
  return import(/* webpackIgnore: true */ /* @vite-ignore */ name);
}
