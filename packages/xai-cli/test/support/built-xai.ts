import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * The command line as it is installed, built from its sources into a folder of the test: bin, threads and workers.
 *
 * @param packageFolder that of xai-cli
 */
export async function builtXai(folder: string, packageFolder: string): Promise<string> {
  const place = path.join(folder, 'xai-cli');
  mkdirSync(place);
  symlinkSync(path.join(packageFolder, 'node_modules'), path.join(place, 'node_modules'));
  symlinkSync(path.join(packageFolder, 'models'), path.join(place, 'models'));
  writeFileSync(
    path.join(place, 'package.json'),
    JSON.stringify({ name: 'xai-cli', version: '0.0.0', type: 'commonjs' }),
  );
  await build({
    absWorkingDir: packageFolder,
    entryPoints: ['src/bin.ts', 'src/thread.ts', 'src/evaluation-thread.ts'],
    outdir: path.join(place, 'dist'),
    tsconfig: path.join(packageFolder, '../../tsconfig.json'),
    ...{ bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent', sourcemap: false },
    external: ['@tensorflow/*', '@huggingface/*', 'sharp', 'onnxruntime-node', 'onnxruntime-web', 'h5wasm', 'bullmq'],
  });
  return path.join(place, 'dist', 'bin.js');
}
