import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles tests of packages, as they are, for a page: `node bundle-tests.mjs <out folder>`. What they want of Node and of jest stands in for it in
 * the page; the folder of a file is its address.
 */
const workspace = path.resolve(import.meta.dirname, '../../..');
const inPage = (name) => path.join(import.meta.dirname, 'in-page', name);

/** What tests ask for, and what they get in a page. */
const standIns = [
  [/^node:fs$/, 'fs.ts'],
  [/^node:path$/, 'path.ts'],
  [/tooling\/jest\/backends$/, 'backends.ts'],
  [/^onnxruntime-node$/, 'onnxruntime-node.ts'],
  [/^xai-base$/, 'xai-base.ts'],
  [/^\.\.\/\.\.\/src$/, 'xai-native.ts', /xai-native\/test/],
];

const testsInPage = {
  name: 'tests-in-page',
  setup({ onResolve, onLoad }) {
    for (const [filter, name, from = /\/test\/|tooling\/jest/] of standIns)
      onResolve({ filter }, ({ importer }) => (from.test(importer) ? { path: inPage(name) } : undefined));
    onLoad({ filter: /\/test\/.*\.ts$|tooling\/jest\/.*\.ts$/ }, async ({ path: file }) => {
      const folder = JSON.stringify(`/${path.relative(workspace, path.dirname(file))}`);
      return { contents: `const __dirname = ${folder};\n${await readFile(file, 'utf8')}`, loader: 'ts' };
    });
  },
};

await build({
  entryPoints: [path.join(import.meta.dirname, 'page.ts')],
  outdir: process.argv[2],
  bundle: true,
  format: 'esm',
  platform: 'browser',
  splitting: true,
  logLevel: 'error',
  tsconfig: path.join(workspace, 'tsconfig.json'),
  nodePaths: [path.join(import.meta.dirname, '../node_modules')],
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.CONFORMANCE': 'undefined' },
  plugins: [testsInPage],
});
