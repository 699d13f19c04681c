/** Digits, a byte a pixel, and what they are. */
export interface Digits {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly count: number;
}

export function readMnist(part: 'train' | 't10k'): Digits;
