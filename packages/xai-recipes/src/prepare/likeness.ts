import type { Tensor } from '@tensorflow/tfjs-core';
import type { Subject } from '../inputs/subject';

/** What subjects have in common that are explained in one batch by one analyzer: the shape of the input, and what it is compared with. */
export async function likeness({ input, inputRef, background, contrast }: Subject): Promise<string> {
  const digests = await Promise.all([inputRef, background].map(digestOf));
  return [input.dtype, input.shape.slice(1), contrast, ...digests].join(' ');
}

/** FNV-1a of 32 bits over the words of the values, with two beginnings. */
async function digestOf(tensor: Tensor): Promise<string> {
  const values = await tensor.data();
  const words = new Uint32Array(values.buffer, values.byteOffset, values.byteLength >> 2);
  const digest = (begin: number) => words.reduce((hash, word) => Math.imul(hash ^ word, 16777619), begin) >>> 0;
  return `${tensor.shape}:${digest(2166136261)}:${digest(40389)}`;
}
