import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';

/** A tensor in a fixture: base64, little-endian. */
export interface Stored {
  readonly shape: number[];
  readonly data: string;
  readonly dtype?: 'uint8' | 'uint16';
}

type StoredOrShared = Stored | { readonly ref: string };

/** What a metric says of stored attributions. */
export interface MetricCase {
  readonly id: string;
  readonly metric: string;
  readonly attribution?: string;
  readonly explain?: string;
  readonly output: 'softmax' | 'logits';
  readonly target: number[];
  // biome-ignore lint/suspicious/noExplicitAny: each metric has parameters of its own
  readonly params: any;
  readonly expected: Record<string, StoredOrShared>;
  readonly rtol: number;
  readonly atol: number;
}

export const fixtures = path.join(__dirname, '../fixtures/peers');

/** A model's fixtures, and how their tensors are read. */
export function readFixture(model: string) {
  const file = JSON.parse(readFileSync(path.join(fixtures, model, 'cases.json'), 'utf8'));
  const stored = (one: StoredOrShared): Stored => ('ref' in one ? file.shared[one.ref] : one);
  const values = (one: StoredOrShared) => valuesOf(stored(one));
  const restore = (one: StoredOrShared): Tensor => tensor(Float32Array.from(values(one)), stored(one).shape, 'float32');
  return {
    input: file.input as Stored,
    attributions: file.attributions as Record<string, Stored>,
    cases: file.cases as MetricCase[],
    shapeOf: (one: StoredOrShared) => stored(one).shape,
    values,
    restore,
  };
}

/** The values of a stored tensor. */
export function valuesOf({ data, dtype }: Stored): Float32Array | Uint8Array | Uint16Array {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  if (dtype === 'uint8') return bytes;
  return dtype === 'uint16' ? new Uint16Array(bytes.buffer) : new Float32Array(bytes.buffer);
}
