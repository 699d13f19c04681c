import { mean, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import type { ModelFunction } from 'xai-base';
import { type Case, expectClose, toleranceFor } from './fixtures';
import { onnxRun } from './onnx';
import { tensorModel } from './sequential';

/** The model of a case, however it is stored, as a function of batches of such samples. */
export function modelOf({ model }: Case, shape: readonly number[]): ModelFunction {
  if (model.type === 'threshold') return threshold;
  return model.type === 'onnx' ? onnxModel(model) : tensorModel(model, shape);
}

/** An ONNX model of the fixtures as a function of batches, channels last. Its images have one channel. */
export function onnxModel({ file, layout }: { file: string; layout?: string }): ModelFunction {
  return async (input) => {
    const [batch, ...rest] = input.shape;
    const shape = layout === 'NCHW' ? [batch, 1, ...rest.slice(0, -1)] : input.shape;
    const outputs = await (await onnxRun(file))(await input.data(), shape);
    return tensor2d(outputs, [batch, outputs.length / batch]);
  };
}

/** Summer (output 0) when it is above 14 degrees on average, else winter. */
async function threshold(series: Tensor): Promise<Tensor> {
  const temperature = mean(series, [1, 2]);
  const summer = Array.from(await temperature.data(), (degrees) => (degrees > 14 ? 1 : 0));
  temperature.dispose();
  return tensor2d(summer.map((one) => [one, 1 - one]));
}

/** A model that notes what it says. */
export class WatchedModel {
  readonly outputs: number[][] = [];

  constructor(private readonly model: ModelFunction) {}

  readonly call: ModelFunction = async (input) => {
    const output = await this.model(input);
    const values = Array.from(await output.data());
    const width = values.length / output.shape[0];
    for (let row = 0; row < output.shape[0]; row++) this.outputs.push(values.slice(row * width, (row + 1) * width));
    return output;
  };

  /** Expects what it said from some row on to be the predictions of a case. */
  expectPredictions(one: Case, begin: number, predictions: number[][]): void {
    const labels = one.expected.predictionsOfLabels as number[] | undefined;
    const rows = this.outputs.slice(begin, begin + predictions.length);
    const own = labels ? rows.map((row) => labels.map((label) => row[label])) : rows;
    expectClose(own.flat(), predictions.flat(), toleranceFor(one, 'predictions', predictions.flat()));
  }
}
