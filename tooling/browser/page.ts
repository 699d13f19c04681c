import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { GradCAM, Gradient, GuidedBackprop, InputTimesGradient, IntegratedGradients, SmoothGrad } from 'explainable-ai';
import { EpsilonPlus, LRP } from 'relevance-propagation';
import { useWasm } from 'tfjs-gradients/wasm';
import { drawOnCanvas, heatmap } from 'vision-heatmaps';
import { analyze } from 'xai-base';

/** What the test asks of the page. */
export interface Question {
  readonly backend: 'wasm' | 'webgl';
  readonly input: { readonly shape: number[]; readonly values: number[] };
  readonly outputIndex: number[];
}

/** What the page answers: the values of each explanation by method, and how many tensors were left over. */
export interface Answer {
  readonly backend: string;
  readonly values: Record<string, number[]>;
  readonly tensorsLeftOver: number;
  readonly drawn: { readonly canvas: number[]; readonly heatmap: number[] };
}

async function answer({ backend, input: { shape, values }, outputIndex }: Question): Promise<Answer> {
  await (backend === 'wasm' ? useWasm({ path: '/wasm/' }) : tf.setBackend(backend));
  const model = await loadLayersModel('/model/model.json');
  const input = tf.tensor(values, shape);
  const before = tf.memory().numTensors;
  const analyzers = {
    Saliency: new Gradient(model),
    InputXGradient: new InputTimesGradient(model),
    IntegratedGradients: new IntegratedGradients(model, 50),
    GuidedBackprop: new GuidedBackprop(model),
    GradCAM: GradCAM.at(model, 'conv2'),
    LRP: new LRP(model, new EpsilonPlus()),
    SmoothGrad: new SmoothGrad(model, 5, 0.1, { seed: 42 }),
  };
  const results: Record<string, number[]> = {};
  for (const [method, analyzer] of Object.entries(analyzers)) {
    const explanation = await analyze(input, analyzer, outputIndex);
    results[method] = Array.from(await explanation.val.data());
    explanation.dispose();
  }
  const drawn = await draw(input, analyzers.InputXGradient);
  return { backend: tf.getBackend(), values: results, tensorsLeftOver: tf.memory().numTensors - before, drawn };
}

async function draw(input: tf.Tensor, analyzer: InputTimesGradient): Promise<Answer['drawn']> {
  const canvas = document.querySelector('canvas') as HTMLCanvasElement;
  const [image] = await heatmap(input, analyzer);
  drawOnCanvas(image, canvas);
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  return {
    canvas: Array.from(context.getImageData(0, 0, image.width, image.height).data),
    heatmap: Array.from(image.data),
  };
}

Object.assign(globalThis, { answer });
