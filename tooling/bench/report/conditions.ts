import { createRequire } from 'node:module';
import os from 'node:os';
import { version_core } from '@tensorflow/tfjs-core';

/** The machine and the versions, in a line; `notes` are what the engines say of themselves. */
export function conditions(notes: readonly string[]): string {
  const cores = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GB`;
  const load = os.loadavg()[0].toFixed(1);
  const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
  const versions = [
    `Node ${process.versions.node}`,
    `TensorFlow.js ${version_core}`,
    `onnxruntime ${version}`,
    ...notes,
  ];
  return `${cores.length} x ${cores[0].model.trim()}, ${memory}, load ${load}; ${versions.join(', ')}.`;
}
