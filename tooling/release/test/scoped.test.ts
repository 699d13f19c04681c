import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { renamedImports, scoped } from '../scoped';

const names = ['xai-base', 'tfjs-gradients'];

it('renames what a module imports, wherever it does, and nothing else', () => {
  const renamed = (text: string) => renamedImports(text, '@us', names);
  expect(renamed("import { analyze } from 'xai-base';")).toBe("import { analyze } from '@us/xai-base';");
  expect(renamed("import 'tfjs-gradients/wasm';")).toBe("import '@us/tfjs-gradients/wasm';");
  expect(renamed('await import("xai-base")')).toBe('await import("@us/xai-base")');
  expect(renamed('var base = require("xai-base")')).toBe('var base = require("@us/xai-base")');
  for (const text of [
    "import { x } from 'xai-base-too';",
    "throw new Error('xai-base is missing')",
    "from '@us/xai-base'",
  ])
    expect(renamed(text)).toBe(text);
});

it('renames a package and its dependencies in package.json, and leaves others alone', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'scoped-'));
  const manifest = { name: 'xai-base', dependencies: { 'tfjs-gradients': '^0.1.0' }, peerDependencies: { other: '1' } };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'index.js'), "export * from 'tfjs-gradients';\n");
  await scoped(folder, '@us', names);
  expect(JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))).toEqual({
    name: '@us/xai-base',
    dependencies: { '@us/tfjs-gradients': '^0.1.0' },
    peerDependencies: { other: '1' },
  });
  expect(await readFile(path.join(folder, 'index.js'), 'utf8')).toBe("export * from '@us/tfjs-gradients';\n");
  await rm(folder, { recursive: true });
});
