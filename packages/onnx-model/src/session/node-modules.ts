/** A module of Node, for code that runs there only. A bundler for browsers must not follow these imports. */
const importNode = (name: string): Promise<unknown> => import(/* webpackIgnore: true */ /* @vite-ignore */ name);

export const nodeFiles = () => importNode('node:fs/promises') as Promise<typeof import('node:fs/promises')>;
export const nodePath = () => importNode('node:path') as Promise<typeof import('node:path')>;
export const nodeUrl = () => importNode('node:url') as Promise<typeof import('node:url')>;
