import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Model } from 'xai-base';
import { guessRecipe, loadModel, open } from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';
import type { Report } from '../report/report';
import { eachFamily } from './each-family';
import { explain, families } from './explain';
import { graphFunctions } from './graph-model';
import { guessInputs, tries } from './guess-inputs';
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
  readonly logits?: (input: Tensor) => Tensor;
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
    const { model: recipe } = guessRecipe(await open(diskFiles(), { source: file }));
    const loaded = await loadModel(diskFiles(), recipe);
    if (loaded.format === 'onnx') throw new Error('an ONNX model by another name');
    format = loaded.format;
    const infos = loaded.model.inputs.map(({ name, shape, dtype }) => {
      const lengths = (shape ?? []).map((length) => (length === null || length < 0 ? '' : length));
      return { name, type: dtype as string, shape: lengths };
    });
    if (infos[0].type === 'string')
      throw new Meaningless('it takes texts as they are, which no step but the command line gives it');
    const free = () => void loaded.model.dispose();
    if (loaded.format === 'layers-model') {
      const forward = (x: Tensor) => loaded.model.predict(x) as Tensor;
      ready = { ...(await runOn(infos, async (x) => forward(x))), model: loaded.model, forward, free };
    } else {
      const { forward, forwardLater, logits } = graphFunctions(loaded);
      try {
        const [last] = loaded.featureMaps.slice(-1);
        const maps = last === undefined ? [] : [{ name: last }];
        const model = Object.assign(forward, { cutAt: loaded.model.cutAt, featureMaps: () => maps });
        ready = { ...(await runOn(infos, async (x) => forward(x))), model, forward, logits, free };
      } catch {
        ready = { ...(await runOn(infos, forwardLater)), model: forwardLater, free };
      }
    }
    const { x, output, forward } = ready;
    return { ok: true, note: `[${x.shape}] to [${output.shape}]${forward ? '' : ', asynchronous'}` };
  });
  if (!ready) return { file, format, outcomes };
  const { model, forward, logits, x, output, free } = ready;
  outcomes.slope = await measure(async () => {
    if (!forward) throw new Meaningless('control flow that is known only when it runs');
    try {
      return checkSlope(forward, x);
    } catch (error) {
      throw (error as Error).name === 'NotDifferentiableError' ? new Meaningless('no gradients') : error;
    }
  });
  const ofLogits = async () => {
    const scores = (logits as NonNullable<typeof logits>)(x);
    try {
      return await explain(families.relevance, logits as Model, x, await pathOfLargest(scores));
    } finally {
      scores.dispose();
    }
  };
  await eachFamily(outcomes, model, x, await pathOfLargest(output), logits ? { relevance: ofLogits } : {});
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
