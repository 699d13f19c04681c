import { sum, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { heatmap, type RGBAImage } from 'vision-heatmaps';
import { analyze, type HeatmapKind, type MaskSelector, type Progress, TensorBag } from 'xai-base';
import type { Method } from '../methods/method';

/** What one method says to all questions. */
export interface Answer {
  readonly method: Method;
  /** With the method that is averaged: `NoiseAugmentation(InputTimesGradient)`. */
  readonly name: string;
  readonly kind: HeatmapKind;
  /** One a question. */
  readonly images: readonly RGBAImage[];
  readonly milliseconds: number;
  /** One a question: the share of the outputs' difference that the explanation misses. Of methods that measure it. */
  readonly completenessErrors?: readonly number[];
}

/** How the demo sets what takes long; all else is as by default. */
const settings: Record<string, { steps?: number; samples?: number }> = {
  InterpolationAugmentation: { steps: 16, samples: 16 },
};

/** What all answers need. */
export interface Exam {
  readonly model: LayersModel;
  readonly input: Tensor4D;
  readonly selection: MaskSelector;
  readonly signal?: AbortSignal;
  readonly onProgress: (method: string, progress: Progress) => void;
}

/** Lets a method answer all questions, as one batch, and draws what it says. */
export async function answer(method: Method, { model, input, selection, signal, onProgress }: Exam): Promise<Answer> {
  const bag = new TensorBag();
  try {
    const sample = input.shape.slice(1);
    const analyzer = method.create(model, { ...settings[method.name], background: input, sample, contrast: 1, bag });
    const start = performance.now();
    const explanation = await analyze(input, analyzer, selection, {
      seed: 9,
      signal,
      onProgress: (progress) => onProgress(method.name, progress),
    });
    const milliseconds = performance.now() - start;
    try {
      const errors = explanation.extras?.completenessError as number[] | undefined;
      const sums = tidy(() => sum(explanation.val, [1, 2, 3]).arraySync() as number[]);
      return {
        method,
        name: analyzer.name,
        kind: explanation.heatmap,
        images: await heatmap(explanation),
        milliseconds,
        ...(errors && { completenessErrors: errors.map((error, at) => error / Math.abs(sums[at])) }),
      };
    } finally {
      explanation.dispose();
    }
  } finally {
    bag.dispose();
  }
}
