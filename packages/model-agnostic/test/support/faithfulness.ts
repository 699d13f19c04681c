import { exp, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { KernelSHAP, LIME, type PerturbationAnalyzer, quickshift, RISE, slic } from '../../src';
import { casesOf, numbersOf } from './fixtures';
import { onnxModel } from './models';
import { onnxRun } from './onnx';

const [{ images, explainedClass, model: stored, expected }] = casesOf('quality', 'quality.deletionInsertion');
const [, height, width] = images.shape;
const size = height * width;
const pixels = Float32Array.from(numbersOf(images));
const pixelsAtOnce = 28;
const logProbabilities = onnxModel({ ...stored, layout: 'NCHW' });

/** Areas under the curve of the probability while pixels disappear, or appear, by saliency. */
export interface Faithfulness {
  /** Lower is better. */
  readonly deletion: number;
  /** Higher is better. */
  readonly insertion: number;
}

/** The areas of published implementations with these settings, by their names: means over 20 digits, and the spread over seeds. */
export const published: Readonly<
  Record<string, Record<'deletionMean' | 'deletionStdOverSeeds' | 'insertionMean' | 'insertionStdOverSeeds', number>>
> = expected;

/** Explainers of the digits with so many evaluations, by the names of {@link published}. */
export const explainers: Readonly<Record<string, (seed: number, evaluations: number) => PerturbationAnalyzer>> = {
  rise: (seed, masks) => new RISE(probabilities, { masks, keepProbability: 0.1, seed }),
  lime: (seed, samples) =>
    new LIME(probabilities, { segmenter: quickshift(), kernelWidth: 25, numFeatures: 10, samples, seed }),
  limeSlic50: (seed, samples) => new LIME(probabilities, { segmenter: slic(), background: 0, samples, seed }),
  kernelshapCorrected: (seed, samples) =>
    new KernelSHAP(probabilities, { segmenter: slic(), background: 0, samples, seed }),
};

/** How many digits there are. */
export const digits: number = images.shape[0];

/** How well an explainer finds the pixels that matter of a digit. */
export async function faithfulnessOf(analyzer: PerturbationAnalyzer, index: number): Promise<Faithfulness> {
  return faithfulnessOfSaliency(await saliencyOf(analyzer, index), index);
}

/** What an explainer says of the pixels of a digit, `[pixels]`. */
export async function saliencyOf(analyzer: PerturbationAnalyzer, index: number): Promise<Float32Array> {
  const input = tensor4d(digitAt(index), [1, height, width, 1]);
  const explanation = await analyzer.analyze(input, explainedClass[index], { batchSize: 100 });
  const saliency = await explanation.val.data();
  explanation.dispose();
  input.dispose();
  return saliency as Float32Array;
}

/** The areas for a saliency `[pixels]` of a digit. */
export async function faithfulnessOfSaliency(saliency: ArrayLike<number>, index: number): Promise<Faithfulness> {
  return { deletion: await area(saliency, index, false), insertion: await area(saliency, index, true) };
}

function digitAt(index: number): Float32Array {
  return pixels.slice(index * size, (index + 1) * size);
}

async function area(saliency: ArrayLike<number>, index: number, appear: boolean): Promise<number> {
  const digit = digitAt(index);
  const order = Array.from(digit.keys()).sort((a, b) => saliency[b] - saliency[a] || a - b);
  const points = size / pixelsAtOnce + 1;
  const rows = Array.from({ length: points }, (_, point) => {
    const row = appear ? new Float32Array(size) : digit.slice();
    for (const pixel of order.slice(0, point * pixelsAtOnce)) row[pixel] = appear ? digit[pixel] : 0;
    return Array.from(row);
  });
  const outputs = await (await onnxRun(stored.file))(rows.flat(), [points, 1, height, width]);
  const curve = rows.map((_, point) => Math.exp(outputs[2 * point + explainedClass[index]]));
  return (curve.reduce((sum, value) => sum + value, 0) - (curve[0] + curve[points - 1]) / 2) / (points - 1);
}

async function probabilities(x: Tensor): Promise<Tensor> {
  const output = await logProbabilities(x);
  const result = exp(output as Tensor);
  (output as Tensor).dispose();
  return result;
}
