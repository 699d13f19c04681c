import type { ValueInfo } from 'onnx-model';

/** What an input is given. */
export interface Guess {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly fill: 'random' | number;
}

/** Lengths that an open axis may have, to be tried one after the other: of space, and of time or features. */
const spaces = [64, 128, 224, 48];
const times = [512, 16, 1536, 2560, 128];

/** How many ways there are to fill the axes that are open. */
export const tries = Math.max(spaces.length, times.length);

/**
 * What the inputs of a model may be given, from their names and shapes: images and series at random, a sampling rate, masks of ones, states of zeros.
 *
 * @param attempt which of the lengths for axes that are open
 */
export function guessInputs(inputs: readonly ValueInfo[], attempt: number): Guess[] {
  return inputs.map(({ name, type = 'float32', shape }) => {
    const lengths = shape.map((length, axis) => lengthOf(length, axis, shape.length, attempt, name));
    return { name, type, shape: lengths, fill: fillOf(name, type) };
  });
}

function lengthOf(length: number | string, axis: number, rank: number, attempt: number, name: string): number {
  if (typeof length === 'number' && length > 0) return length;
  if (axis === 0 || /batch/i.test(String(length)) || isState(name)) return 1;
  return rank === 4 ? spaces[attempt % spaces.length] : times[attempt % times.length];
}

const isState = (name: string): boolean => /^(h|c|state|h0|c0|past.*)$/i.test(name);

function fillOf(name: string, type: string): Guess['fill'] {
  if (/^(sr|rate|sample_rate)$/i.test(name)) return 16000;
  if (/mask/i.test(name)) return 1;
  if (isState(name) || !type.startsWith('float')) return 0;
  return 'random';
}
