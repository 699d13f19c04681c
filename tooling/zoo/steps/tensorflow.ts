import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Analyzer, Model } from 'xai-base';
import type { LoadedGraph, LoadedLayers } from 'xai-recipes';
import { inFloat64 } from '../float64/in-float64';
import type { Report } from '../report/report';
import { eachFamily } from './each-family';
import { explain, families } from './explain';
import { guessInputs, tries } from './guess-inputs';
import { type Logits, layersParts } from './layers-model';
import { loadTensorFlow } from './load-tensorflow';
import { Meaningless, measure } from './measure';
import { pathOfLargest } from './path-of-largest';
import { randomValues } from './random-values';
import { recorded, type Tell } from './recorded';
import { checkSlope } from './slope';

/** A model that has run. */
interface Ready {
  readonly model: Model;
  /** Undefined of a model that is asynchronous for good. */
  readonly forward?: (input: Tensor) => Tensor;
  /** What it takes the softmax of at its end. */
  readonly logits?: Logits;
  /** Of a layers-model: makes what looks at its last feature maps. */
  readonly maps?: () => Analyzer;
  readonly x: Tensor;
  readonly output: Tensor;
  free(): void;
}

/** Takes a model of TensorFlow.js through all steps; no other runtime is there to compare it with. */
export async function checkTensorFlow(file: string, tell: Tell): Promise<Report> {
  const outcomes = recorded(tell);
  let format: Report['format'] = 'graph-model';
  let ready: Ready | undefined;
  outcomes.runtime = await measure(async () => {
    const { loaded, graph, inputs, forward } = await loadTensorFlow(file);
    format = loaded.format;
    const free = () => void loaded.model.dispose();
    if (!graph) {
      const parts = layersParts(loaded as LoadedLayers);
      const freeAll = () => {
        parts.free();
        free();
      };
      ready = { ...(await runOn(inputs, async (x) => forward(x))), ...parts, forward, free: freeAll };
    } else {
      const { forwardLater, logits } = graph;
      try {
        const { model: whole, featureMaps } = loaded as LoadedGraph;
        const [last] = featureMaps.slice(-1);
        const maps = last === undefined ? [] : [{ name: last }];
        const model = Object.assign(forward, { cutAt: whole.cutAt, featureMaps: () => maps });
        ready = {
          ...(await runOn(inputs, async (x) => forward(x))),
          model,
          forward,
          ...(logits && { logits: { model: logits, forward: logits } }),
          free,
        };
      } catch {
        ready = { ...(await runOn(inputs, forwardLater)), model: forwardLater, free };
      }
    }
    const { x, output } = ready;
    return { ok: true, note: `[${x.shape}] to [${output.shape}]${ready.forward ? '' : ', asynchronous'}` };
  });
  if (!ready) return { file, format, outcomes };
  const { model, forward, logits, maps, x, output, free } = ready;
  outcomes.slope = await measure(async () => {
    if (!forward) throw new Meaningless('control flow that is known only when it runs');
    try {
      return await checkSlope(forward, x, (inputs, weights) => inFloat64({ file, shape: x.shape, inputs, weights }));
    } catch (error) {
      throw (error as Error).name === 'NotDifferentiableError' ? new Meaningless('no gradients') : error;
    }
  });
  const path = await pathOfLargest(output);
  const ofLogits = async (ends: Logits) => {
    const scores = ends.forward(x);
    try {
      return await explain(families.relevance, ends.model, x, await pathOfLargest(scores));
    } finally {
      scores.dispose();
    }
  };
  await eachFamily(outcomes, model, x, path, {
    ...(logits && { relevance: () => ofLogits(logits) }),
    ...(maps && { 'activation maps': () => explain(() => ({ GradCAM: maps }), model, x, path) }),
  });
  dispose([x, output]);
  free();
  return { file, format, outcomes };
}

/** Runs a model on what its first input may be given. */
async function runOn(
  inputs: Parameters<typeof guessInputs>[0],
  run: (x: Tensor) => Promise<Tensor>,
): Promise<{ x: Tensor; output: Tensor }> {
  for (let attempt = 0; ; attempt++) {
    const [{ shape, type }] = guessInputs(inputs, attempt);
    const size = shape.reduce((product, length) => product * length, 1);
    const most = type === 'int32' ? 255 : 1; // whole numbers are those of an image
    const x = tensor(
      randomValues(size, 1).map((value) => value * most),
      [...shape],
    );
    try {
      return { x, output: await run(x) };
    } catch (error) {
      x.dispose();
      if (attempt + 1 === tries) throw error;
    }
  }
}
