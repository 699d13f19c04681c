import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** The PyTorch of this machine. */
export interface Torch {
  /** The Python that has it. */
  python: string;
  version: string;
  /** How many 1e9 operations a second its matrix products do on one thread. */
  gigaflops: number;
}

const about = path.join(import.meta.dirname, '..', 'torch', 'about.py');

function search(): Torch | null {
  for (const python of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(python, [about], { encoding: 'utf8' });
    if (status === 0) return { python, ...JSON.parse(stdout) };
  }
  return null;
}

let found: Torch | null | undefined;

/** The first Python that has PyTorch, or null. */
export function findTorch(): Torch | null {
  if (found === undefined) found = search();
  return found;
}

/** A processor of today does ten times as many; the reference BLAS, which Debian falls back on, does not. */
const slowProducts = 15;

/** What a reader of PyTorch's times must know. */
export function torchNote({ version, gigaflops }: Torch): string {
  const rate = `PyTorch ${version} (${gigaflops.toFixed(0)} GFLOP/s a thread in matrix products)`;
  return gigaflops < slowProducts
    ? `${rate}: far too slow to compare with, apt-get install libopenblas0-pthread`
    : rate;
}
