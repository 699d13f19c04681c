import { builtinModules } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

test('no module of Node is in what a browser loads of the packages of this workspace', async () => {
  const { metafile } = await build({
    absWorkingDir: path.join(__dirname, '..'),
    entryPoints: [path.join(__dirname, '../src/index.ts')],
    tsconfig: path.join(__dirname, '../../../tsconfig.json'),
    ...{ bundle: true, write: false, metafile: true, format: 'esm', platform: 'browser', logLevel: 'silent' },
    external: [...builtinModules, 'node:*', 'onnxruntime-web'],
  });
  const own = Object.entries(metafile.inputs).filter(
    ([file]) => /(^|\/)src\//.test(file) && !file.includes('node_modules'),
  );
  const asked = own.flatMap(([file, { imports }]) => imports.map(({ path: name }) => [file, name]));
  const isOfNode = (name: string) => name.startsWith('node:') || builtinModules.includes(name);
  expect(asked.filter(([, name]) => isOfNode(name))).toEqual([]);
  const files = own.map(([file]) => file);
  expect(files.some((file) => file.startsWith('src/prepare/'))).toBe(true);
  expect(files.filter((file) => file.startsWith('src/node'))).toEqual([]);
});
