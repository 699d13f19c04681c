import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { GradCAM, Gradient, GuidedBackprop, InputTimesGradient, IntegratedGradients, SmoothGrad } from 'explainable-ai';
import { explainText } from 'model-agnostic';
import { OnnxModel, TextModel } from 'onnx-model';
import { env } from 'onnxruntime-web';
import { EpsilonPlus, LRP } from 'relevance-propagation';
import { useWasm } from 'tfjs-gradients/wasm';
import { drawOnCanvas, heatmap } from 'vision-heatmaps';
import { analyze } from 'xai-base';
import { NativeExecutor } from 'xai-native';

/** What the test asks of the page. */
export interface Question {
  /** A backend of TensorFlow.js, or `native`: programs compiled for onnxruntime-web. */
  readonly engine: 'wasm' | 'webgl' | 'native';
  readonly input: { readonly shape: number[]; readonly values: number[] };
  readonly outputIndex: number[];
}

/** What the page answers: the values of each explanation by method, and how many tensors were left over. */
export interface Answer {
  readonly engine: string;
  readonly values: Record<string, number[]>;
  readonly tensorsLeftOver: number;
  readonly drawn: { readonly canvas: number[]; readonly heatmap: number[] };
}

env.wasm.wasmPaths = '/onnxruntime/';

/** Starts an engine; of `native`, the executor, which must not fall back to the backend. */
async function start(engine: Question['engine']): Promise<NativeExecutor | undefined> {
  if (engine === 'wasm') await useWasm({ path: '/wasm/' });
  else await tf.setBackend(engine === 'native' ? 'cpu' : engine);
  if (engine !== 'native') return undefined;
  return NativeExecutor.create({
    onFallback: (message) => {
      throw new Error(message);
    },
  });
}

async function answer({ engine, input: { shape, values }, outputIndex }: Question): Promise<Answer> {
  const executor = await start(engine);
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
    const explanation = await analyze(input, analyzer, outputIndex, { executor });
    results[method] = Array.from(await explanation.val.data());
    explanation.dispose();
  }
  const drawn = await draw(input, analyzers.InputXGradient);
  await executor?.dispose();
  return {
    engine: executor?.name ?? tf.getBackend(),
    values: results,
    tensorsLeftOver: tf.memory().numTensors - before,
    drawn,
  };
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

/** What a model says as an ONNX file in onnxruntime-web, and as a tfjs-layers model. */
async function compareForms(): Promise<{ onnx: number[]; layers: number[] }> {
  await tf.setBackend('cpu');
  const onnx = await OnnxModel.load('/digits/lenet.onnx', { channelsFirst: true });
  const layers = await loadLayersModel('/digits/model.json');
  const images = tf.randomUniform([3, 28, 28, 1], 0, 1, 'float32', 1);
  const outputs = [await onnx(images), layers.predict(images) as tf.Tensor];
  const [first, second] = await Promise.all(outputs.map(async (output) => Array.from(await output.data())));
  await onnx.dispose();
  return { onnx: first, layers: second };
}

/** What a transformer says of a mail, and why, by methods that are compiled for onnxruntime-web. */
async function explainMail(mail: string): Promise<Record<string, number[]>> {
  const executor = await start('native');
  const text = await TextModel.fromOnnx('/mails/model.onnx', '/mails/tokenizer.json');
  const found: Record<string, number[]> = {};
  for (const method of ['AttnLRP', 'CPLRP', 'InputTimesGradient'] as const) {
    const [explanation] = await explainText(text, mail, { method, labels: [1], executor });
    found[method] = Array.from(await explanation.val.data());
    found.output = Array.from(await explanation.output.data());
    explanation.dispose();
  }
  text.dispose();
  await executor?.dispose();
  return found;
}

Object.assign(globalThis, { answer, compareForms, explainMail });
