import '@tensorflow/tfjs-backend-cpu';
import { exp, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { KernelSHAP, LIME, type PerturbationAnalyzer, quickshift, RISE, slic } from '../src';
import { casesOf, numbersOf } from './support/fixtures';
import { onnxModel } from './support/models';
import { onnxRun } from './support/onnx';

const [{ images, explainedClass, model: stored, expected }] = casesOf('quality', 'quality.deletionInsertion');
const [count, height, width] = images.shape;
const size = height * width;
const pixels = Float32Array.from(numbersOf(images));
const pixelsAtOnce = 28;
const logProbabilities = onnxModel({ ...stored, layout: 'NCHW' });

async function probabilities(x: Tensor): Promise<Tensor> {
  const output = await logProbabilities(x);
  const result = exp(output as Tensor);
  (output as Tensor).dispose();
  return result;
}

/** The mean probability while pixels disappear, or appear, by saliency: the area under the curve. */
async function area(
  digit: Float32Array,
  saliency: ArrayLike<number>,
  output: number,
  appear: boolean,
): Promise<number> {
  const order = Array.from(digit.keys()).sort((a, b) => saliency[b] - saliency[a] || a - b);
  const points = size / pixelsAtOnce + 1;
  const rows = Array.from({ length: points }, (_, point) => {
    const row = appear ? new Float32Array(size) : digit.slice();
    for (const pixel of order.slice(0, point * pixelsAtOnce)) row[pixel] = appear ? digit[pixel] : 0;
    return Array.from(row);
  });
  const outputs = await (await onnxRun(stored.file))(rows.flat(), [points, 1, height, width]);
  const curve = rows.map((_, point) => Math.exp(outputs[2 * point + output]));
  return (curve.reduce((sum, value) => sum + value, 0) - (curve[0] + curve[points - 1]) / 2) / (points - 1);
}

/** Explainers with 1000 evaluations, as in the study. */
const explainers: Record<string, (seed: number) => PerturbationAnalyzer> = {
  rise: (seed) => new RISE(probabilities, { masks: 1000, keepProbability: 0.1, seed }),
  lime: (seed) =>
    new LIME(probabilities, { segmenter: quickshift(), kernelWidth: 25, numFeatures: 10, samples: 1000, seed }),
  limeSlic50: (seed) => new LIME(probabilities, { segmenter: slic(), background: 0, samples: 1000, seed }),
  kernelshapCorrected: (seed) =>
    new KernelSHAP(probabilities, { segmenter: slic(), background: 0, samples: 1000, seed }),
};

it.each(Object.keys(explainers))(
  'finds the pixels that matter on 20 digits as well as the published implementations: %s',
  async (name) => {
    let [deletion, insertion] = [0, 0];
    for (let index = 0; index < count; index++) {
      const digit = pixels.slice(index * size, (index + 1) * size);
      const input = tensor4d(digit, [1, height, width, 1]);
      const output = explainedClass[index];
      const explanation = await explainers[name](index).analyze(input, output, { batchSize: 100 });
      const saliency = await explanation.val.data();
      deletion += (await area(digit, saliency, output, false)) / count;
      insertion += (await area(digit, saliency, output, true)) / count;
      explanation.dispose();
      input.dispose();
    }
    const { deletionMean, deletionStdOverSeeds, insertionMean, insertionStdOverSeeds } = expected[name];
    expect(deletion).toBeLessThan(deletionMean + 2 * deletionStdOverSeeds);
    expect(insertion).toBeGreaterThan(insertionMean - 2 * insertionStdOverSeeds);
  },
);
