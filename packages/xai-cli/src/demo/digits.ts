import { concat, dispose, type Tensor4D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { MaskSelector, type TensorBag } from 'xai-base';
import { readImage } from '../images/read-image';
import { demoDigit } from '../models/demo-files';

/** A question to the model: which digit is explained, and what is asked. */
export interface Question {
  readonly digit: number;
  readonly label: string;
  /** By output: 1 for what should speak for it, -1 for what should speak against it. */
  readonly weights: Readonly<Record<number, number>>;
}

/** The nine first, also as a four and as a nine rather than a four; then the others. */
export const questions: readonly Question[] = [
  { digit: 9, label: 'why 9?', weights: { 9: 1 } },
  { digit: 9, label: 'why 4?', weights: { 4: 1 } },
  { digit: 9, label: 'why 9, not 4?', weights: { 9: 1, 4: -1 } },
  ...Array.from({ length: 9 }, (_, digit) => ({ digit, label: `why ${digit}?`, weights: { [digit]: 1 } })),
];

/** How many of the questions are about the nine. */
export const aboutTheNine = questions.filter(({ digit }) => digit === 9).length;

/** The digits as a batch, one a question, and what is asked of each; both belong to the bag. */
export async function readQuestions(bag: TensorBag): Promise<{ input: Tensor4D; selection: MaskSelector }> {
  const images: Tensor4D[] = [];
  for (const { digit } of questions) images.push(await readImage(demoDigit(digit), { channels: 1 }));
  const input = bag.add(tidy(() => concat(images)));
  dispose(images);
  const mask = questions.map(({ weights }) => Array.from({ length: 10 }, (_, output) => weights[output] ?? 0));
  return { input, selection: new MaskSelector(bag.add(tensor2d(mask))) };
}
