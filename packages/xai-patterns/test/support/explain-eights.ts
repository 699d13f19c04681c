import { gather, losses, oneHot, type Tensor, tensor, tensor1d, tidy, train } from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { InputTimesGradient } from 'explainable-ai';
import { analyze } from 'xai-base';
import { watermarkedDigits } from './watermarked-digits';

const EIGHT = 8;

/** A net that has learnt from digits of which every tenth eight carries a watermark, and its explanations of the eights; the folder holds the files of MNIST. */
export async function explainEights(
  folder: string,
  { digits, units, epochs }: Record<'digits' | 'units' | 'epochs', number>,
) {
  const { pixels, labels, marked } = watermarkedDigits(folder, digits, EIGHT);
  const model = sequential({
    layers: [
      layers.flatten({ inputShape: [28, 28, 1] }),
      layers.dense({ units, activation: 'relu', kernelInitializer: initializers.heNormal({ seed: 1 }) }),
      layers.dense({ units: 10, kernelInitializer: initializers.glorotNormal({ seed: 2 }) }),
    ],
  });
  const optimizer = train.adam(0.003);
  model.compile({ optimizer, loss: (truth: Tensor, scores: Tensor) => losses.softmaxCrossEntropy(truth, scores) });
  const input = tensor(pixels, [labels.length, 28, 28, 1]);
  const classes = tidy(() => oneHot(tensor1d(labels, 'int32'), 10, 1, 0, 'float32'));
  await model.fit(input, classes, { epochs, batchSize: 50, shuffle: false, verbose: 0 });
  const eights = Array.from(labels.keys()).filter((digit) => labels[digit] === EIGHT);
  const samples = tidy(() => gather(input, tensor1d(eights, 'int32')));
  const explanation = await analyze(samples, new InputTimesGradient(model), EIGHT);
  for (const one of [input, classes, samples]) one.dispose();
  model.dispose();
  optimizer.dispose();
  return { explanation, isMarked: eights.map((digit) => marked[digit]) };
}
