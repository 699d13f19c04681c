import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { command } from '../../package-checks/processes';
import type { Consumer } from './consumer';

/** What a strict program may write without a cast. */
const PROGRAM = `import * as tf from '@tensorflow/tfjs-core';
import { analyze, Gradient, IntegratedGradients } from 'explainable-ai';
import 'tfjs-gradients/wasm';
import 'vision-heatmaps/png';

declare const signal: AbortSignal | undefined;
export const gradient = new Gradient((rows: tf.Tensor2D) => tf.matMul(rows, rows));
const explanation = await analyze(tf.tensor2d([[1]]), new IntegratedGradients((x) => x), undefined, { signal });
export const error: number[] | undefined = explanation.extras?.completenessError;
`;

/** How programs find modules: as bundlers do, as Node does, and as Node 10 did, which knew no \`exports\`. */
const RESOLUTIONS = [
  { module: 'esnext', moduleResolution: 'bundler' },
  { module: 'node16', moduleResolution: 'node16' },
  { module: 'esnext', moduleResolution: 'node' },
];

/** A TypeScript program, under every resolution of modules and the strictest options. */
export const byTypes: Consumer = async (project) => {
  const problems: string[] = [];
  const folder = path.join(project.folder, 'types'); // its own, as others take a tsconfig.json beside them for theirs
  await mkdir(folder);
  await writeFile(path.join(folder, 'program.mts'), PROGRAM);
  for (const resolution of RESOLUTIONS) {
    const strictest = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, noEmit: true };
    const lib = ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'];
    const compilerOptions = { ...resolution, ...strictest, target: 'es2022', lib, types: [] };
    await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.mts'] }));
    await command('node', [path.resolve('node_modules/typescript/bin/tsc'), '--pretty', 'false'], folder).catch(
      (error) => problems.push(`${resolution.moduleResolution}: ${error.message}`),
    );
  }
  return problems;
};
