import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import type { Model } from 'xai-base';
import { loadModel } from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';
import type { Outcome, Report, StepName } from '../report/report';
import { eachFamily } from './each-family';
import { guessInputs, tries } from './guess-inputs';
import { measure } from './measure';
import { pathOfLargest } from './path-of-largest';
import { randomValues } from './random-values';
import { checkSlope } from './slope';

/** Takes a model of TensorFlow.js through all steps; no other runtime is there to compare it with. */
export async function checkTensorFlow(file: string): Promise<Report> {
  const outcomes: Partial<Record<StepName, Outcome>> = {};
  let format: Report['format'] = 'graph-model';
  let ready: { model: Model; forward: (input: Tensor) => Tensor; x: Tensor; output: Tensor; free(): void } | undefined;
  outcomes.runtime = await measure(async () => {
    const loaded = await loadModel(diskFiles(), { source: file });
    if (loaded.format === 'onnx') throw new Error('an ONNX model by another name');
    format = loaded.format;
    const forward =
      loaded.format === 'graph-model' ? functionOf(loaded.model) : (x: Tensor) => loaded.model.predict(x) as Tensor;
    const inputs = loaded.model.inputs.map(({ name, shape, dtype }) => {
      const lengths = (shape ?? []).map((length) => (length === null || length < 0 ? '' : length));
      return { name, type: dtype as string, shape: lengths };
    });
    for (let attempt = 0; ; attempt++) {
      const [{ shape, type }] = guessInputs(inputs, attempt);
      const size = shape.reduce((product, length) => product * length, 1);
      const x = type === 'int32' ? zeros([...shape], 'int32') : tensor(randomValues(size, 1), [...shape]);
      try {
        const output = forward(x);
        ready = {
          model: loaded.format === 'graph-model' ? forward : loaded.model,
          forward,
          x,
          output,
          free: () => loaded.model.dispose(),
        };
        return { ok: true, note: `[${x.shape}] to [${output.shape}]` };
      } catch (error) {
        x.dispose();
        if (attempt + 1 === tries) throw error;
      }
    }
  });
  if (!ready) return { file, format, outcomes };
  const { model, forward, x, output, free } = ready;
  outcomes.slope = await measure(async () => checkSlope(forward, x));
  Object.assign(outcomes, await eachFamily(model, x, await pathOfLargest(output)));
  dispose([x, output]);
  free();
  return { file, format, outcomes };
}

/** A graph-model as a function of its first input to its first output of floating-point numbers. */
function functionOf(model: GraphModel): (input: Tensor) => Tensor {
  const [{ name }] = model.inputs;
  const floats = model.outputs.filter(({ dtype }) => dtype === 'float32');
  const [{ name: output }] = floats.length > 0 ? floats : model.outputs;
  return (input) => model.execute({ [name]: input }, output) as Tensor;
}
