import type { Operator } from '../operator';
import { conv } from './conv';
import { convTranspose } from './conv-transpose';

/** Convolutions. */
export const convolutions: Readonly<Record<string, Operator>> = { Conv: conv, ConvTranspose: convTranspose };
