import { readFileSync } from 'node:fs';
import path from 'node:path';
import { memory, tidy, zeros } from '@tensorflow/tfjs-core';
import { XaiError } from 'xai-base';
import { randomNumbers } from '../../../../tooling/jest/seed.cjs';
import { readOnnx } from '../../src';

/** What a run with damaged files found. */
export interface Found {
  /** How many files were read. */
  read: number;
  /** Messages of errors that are not of this package, with how often each came. */
  readonly raw: Map<string, number>;
  /** How many files left tensors behind. */
  leaks: number;
  /** The longest time for a file, in milliseconds. */
  slowest: number;
}

/** How a file is damaged. */
type Damage = (file: Uint8Array, random: () => number) => Uint8Array;

/** Reads damaged copies of files, and calls what was read. */
export async function fuzz(files: readonly string[], damaged: Damage, rounds: number, seed: number): Promise<Found> {
  const found: Found = { read: 0, raw: new Map(), leaks: 0, slowest: 0 };
  const random = randomNumbers(seed);
  const contents = files.map((file) => new Uint8Array(readFileSync(path.join(__dirname, '../fixtures', file))));
  for (let round = 0; round < rounds; round++) {
    const bytes = damaged(contents[round % contents.length], random);
    const before = memory().numTensors;
    const start = performance.now();
    try {
      await readAndCall(bytes);
      found.read += 1;
    } catch (error) {
      if (!(error instanceof XaiError)) {
        const key = `${(error as Error).name}: ${(error as Error).message}`.replace(/\d+/g, '#').slice(0, 100);
        found.raw.set(key, (found.raw.get(key) ?? 0) + 1);
      }
    }
    found.slowest = Math.max(found.slowest, performance.now() - start);
    if (memory().numTensors !== before) found.leaks += 1;
  }
  return found;
}

async function readAndCall(bytes: Uint8Array): Promise<void> {
  const model = await readOnnx(bytes);
  const [input] = model.inputs;
  const shape = input.shape.map((length) => (typeof length === 'number' ? length : 2));
  try {
    if (shape.reduce((product, length) => product * length, 1) < 1e5) {
      tidy(() => {
        model(zeros(shape));
      });
    }
  } finally {
    model.dispose();
  }
}
