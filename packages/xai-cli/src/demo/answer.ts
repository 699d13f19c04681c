import { sum, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { slic } from 'model-agnostic';
import { heatmap, type RGBAImage } from 'vision-heatmaps';
import { analyze, type Executor, type HeatmapKind, type MaskSelector, type Progress, TensorBag } from 'xai-base';
import { analyzerFor, type LoadedModel, type Method, type MethodSettings } from 'xai-recipes';

/** What one method says to all questions. */
export interface Answer {
  readonly method: Method;
  /** With what the method was told: `NoiseAugmentation(InputTimesGradient)`, `GradCAM at conv2d_1`. */
  readonly name: string;
  readonly kind: HeatmapKind;
  /** One a question; of methods that show several features, all questions to the first, then to the next. */
  readonly images: readonly RGBAImage[];
  readonly milliseconds: number;
  /** One a question: the share of the outputs' difference that the explanation misses. Of methods that measure it. */
  readonly completenessErrors?: readonly number[];
}

type DemoSettings = Pick<MethodSettings, 'steps' | 'samples' | 'layer' | 'composite' | 'top' | 'keep' | 'hiding'>;

/** About 50 superpixels, which are hidden by black. */
const superpixels = { background: 0, segmenter: slic() };

/** What the demo does not leave at its default; a method with several entries answers several times. */
const settings: Readonly<Record<string, readonly DemoSettings[]>> = {
  InterpolationAugmentation: [{ steps: 16, samples: 16 }], // a mean of means takes long
  LRP: [{ composite: 'EpsilonPlus' }, { composite: 'EpsilonPlusFlat' }, { composite: 'EpsilonAlpha2Beta1' }],
  CRP: [{ layer: 'conv2d_2', top: 3 }],
  GradCAM: [{ layer: 'max_pooling2d_2' }],
  GradCAMPlusPlus: [{ layer: 'max_pooling2d_2' }],
  LayerCAM: [{ layer: 'max_pooling2d_1' }], // its weights differ from place to place, which makes finer layers useful
  GuidedGradCAM: [{ layer: 'max_pooling2d_2' }],
  RISE: [{ samples: 500, keep: 0.3 }],
  LIME: [{ samples: 500, hiding: { LIME: superpixels } }],
  KernelSHAP: [{ samples: 500, hiding: { KernelSHAP: superpixels } }],
};

/** What all answers need. */
export interface Exam {
  readonly loaded: LoadedModel;
  readonly input: Tensor4D;
  readonly selection: MaskSelector;
  readonly executor?: Executor;
  readonly signal?: AbortSignal;
  readonly onProgress: (method: string, progress: Progress) => void;
}

/** Lets a method answer all questions, as one batch, and draws what it says; once for each of its settings. */
export async function answers(method: Method, exam: Exam): Promise<Answer[]> {
  const all: Answer[] = [];
  for (const own of settings[method.name] ?? [{}]) all.push(await answer(method, own, exam));
  return all;
}

async function answer(
  method: Method,
  own: DemoSettings,
  { loaded, input, selection, executor, signal, onProgress }: Exam,
): Promise<Answer> {
  const bag = new TensorBag();
  try {
    const sample = input.shape.slice(1);
    const settings = { ...own, background: input, sample, contrast: 1, bag };
    const analyzer = await analyzerFor(method, { loaded, modality: 'image', settings, executor });
    const start = performance.now();
    const explanation = await analyze(input, analyzer, selection, {
      seed: 9,
      signal,
      ...(executor && { executor }),
      onProgress: (progress) => onProgress(method.name, progress),
    });
    const milliseconds = performance.now() - start;
    try {
      const errors = explanation.extras?.completenessError as number[] | undefined;
      const sums = tidy(() => sum(explanation.val, [1, 2, 3]).arraySync() as number[]);
      return {
        method,
        name: [analyzer.name, own.composite, own.layer && `at ${own.layer}`].filter(Boolean).join(' '),
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
