import { cast, slice, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import {
  describeValue,
  forEachBatch,
  ModelError,
  type ModelView,
  maskOf,
  type OutputSelector,
  predictorOf,
  rowsAtOnce,
  sliceSelector,
  TensorBag,
  toModelView,
  toSelector,
  ValueError,
} from 'xai-base';
import { concatenated } from '../numbers/concatenated';
import type { MetricOptions, MetricTask } from './metric-task';
import { missing } from './read-attribution';
import type { Samples } from './samples';

type WriteVariant = (sample: number, variant: number, into: Float32Array) => void;

/**
 * The explained output of samples and of their variants: `f(x) = sum(mask * output)`, where the mask is what the target selects of the output for the
 * unchanged sample.
 */
export class ExplainedOutputs {
  private constructor(
    private readonly model: ModelView,
    private readonly samples: Samples,
    private readonly options: MetricOptions,
    /** What is selected of all outputs, `[batch, ...outputShape]`. */
    readonly masks: Float32Array,
    /** The shape of the outputs of a sample. */
    readonly outputShape: readonly number[],
    /** The outputs for the unchanged samples. */
    readonly clean: Float64Array,
    /** Which output is the largest for each unchanged sample, of ties the first. */
    readonly predicted: Int32Array,
  ) {}

  /**
   * @throws {ValueError} when the task has no model
   * @throws {IndexError} for a target that the model does not have
   */
  static of(task: MetricTask, samples: Samples, options: MetricOptions): Promise<ExplainedOutputs> {
    const compute = () => ExplainedOutputs.ofClean(task, samples, options);
    return options.shared?.onceInBatch('outputs', compute) ?? compute();
  }

  private static async ofClean(task: MetricTask, samples: Samples, options: MetricOptions): Promise<ExplainedOutputs> {
    if (task.model === undefined) throw missing('model', 'the model that was explained');
    options.shared?.tally?.evaluate(samples.batch);
    const model = toModelView(task.model);
    const predict = predictorOf(model, options.executor);
    const selector = toSelector(task.target, task.input);
    const clean = new Float64Array(samples.batch);
    const predicted = new Int32Array(samples.batch);
    const masks: Float32Array[] = [];
    let outputShape: readonly number[] = [];
    const { batchSize } = rowsAtOnce(samples.size, options);
    const { signal } = options;
    await forEachBatch(samples.batch, { batchSize, signal }, async (begin, size) => {
      const bag = new TensorBag();
      try {
        const input = bag.add(tidy(() => slice(task.input, begin, size)));
        const output = bag.add(await predict(input));
        outputShape = output.shape.slice(1);
        masks.push(await selectedBy(sliceSelector(selector, begin, size), output));
        const values = await readOutput(output, size);
        clean.set(selectedOf(values, masks[masks.length - 1], size), begin);
        predicted.set(largestOf(values, size), begin);
      } finally {
        bag.dispose();
      }
    });
    return new ExplainedOutputs(model, samples, options, concatenated(masks), outputShape, clean, predicted);
  }

  /**
   * Evaluates variants of every sample. They are written one after the other, those of a sample in their order.
   *
   * @param count how many each sample has
   * @param write writes a variant of a sample into an array that holds the unchanged sample
   * @returns their outputs, `[batch][count]`
   */
  async ofVariants(count: number, write: WriteVariant): Promise<Float64Array[]> {
    return this.take(count, write, selectedOf);
  }

  /** As {@link ofVariants}, with whether what is explained is the largest output still: 1 or 0. */
  async withRank(count: number, write: WriteVariant): Promise<{ outputs: Float64Array[]; isLargest: Float64Array[] }> {
    const isLargest = Array.from({ length: this.samples.batch }, () => new Float64Array(count));
    let row = 0;
    const outputs = await this.take(count, write, (values, masks, rows) => {
      const classes = masks.length / rows;
      largestOf(values, rows).forEach((index, k) => {
        isLargest[Math.floor(row / count)][row % count] = masks[k * classes + index] === 0 ? 0 : 1;
        row++;
      });
      return selectedOf(values, masks, rows);
    });
    return { outputs, isLargest };
  }

  private async take(
    count: number,
    write: WriteVariant,
    read: (outputs: ArrayLike<number>, masks: Float32Array, rows: number) => Float64Array,
  ): Promise<Float64Array[]> {
    const { batch, size, shape } = this.samples;
    const outputs = Array.from({ length: batch }, (_, sample) => new Float64Array(count).fill(this.clean[sample]));
    const { tally } = this.options.shared ?? {};
    if (tally) {
      tally.evaluate(batch * count);
      return outputs;
    }
    const { batchSize, room } = rowsAtOnce(size, this.options);
    const predict = predictorOf(this.model, this.options.executor);
    await forEachBatch(batch * count, { ...this.options, batchSize }, async (begin, rows) => {
      const values = new Float32Array(room(rows) * size);
      const classes = this.masks.length / batch;
      const masks = new Float32Array(rows * classes);
      for (let row = 0; row < rows; row++) {
        const sample = Math.floor((begin + row) / count);
        const into = values.subarray(row * size, (row + 1) * size);
        into.set(this.samples.row(sample));
        write(sample, (begin + row) % count, into);
        masks.set(this.masks.subarray(sample * classes, (sample + 1) * classes), row * classes);
      }
      const bag = new TensorBag();
      try {
        const input = bag.add(this.inType(values, [room(rows), ...shape]));
        const output = await readOutput(bag.add(await predict(input)), rows);
        read(output, masks, rows).forEach((value, row) => {
          outputs[Math.floor((begin + row) / count)][(begin + row) % count] = value;
        });
      } finally {
        bag.dispose();
      }
    });
    return outputs;
  }

  /** Variants in the input's type, unless that has no fractions and they do. */
  private inType(values: Float32Array, shape: number[]): Tensor {
    const { dtype } = this.samples;
    const fraction = dtype === 'float32' ? undefined : values.find((value) => !Number.isInteger(value));
    if (fraction !== undefined && this.model.readsIndices) {
      const expected = `whole numbers, as ${this.model.readsIndices} reads indices`;
      const message = `A changed sample holds ${fraction}; expected ${expected}. Choose a whole number as the baseline.`;
      throw new ValueError(message, { argument: 'baseline', value: fraction, expected });
    }
    return tidy(() => {
      const variants = tensor(values, shape, 'float32');
      return fraction === undefined ? cast(variants, dtype) : variants;
    });
  }
}

async function selectedBy(selector: OutputSelector, output: Tensor): Promise<Float32Array> {
  const mask = tidy(() => cast(maskOf(selector, output), 'float32').clone());
  try {
    return (await mask.data()) as Float32Array;
  } finally {
    mask.dispose();
  }
}

/** The outputs for the first rows. */
async function readOutput(output: Tensor, rows: number): Promise<ArrayLike<number>> {
  const values = (await output.data()).subarray(0, (rows * output.size) / output.shape[0]);
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong === undefined) return values;
  const expected = 'finite numbers';
  throw new ModelError(`The model returned ${describeValue(wrong)}; expected ${expected}.`, {
    argument: 'model',
    value: wrong,
    expected,
  });
}

/** What masks select of outputs, row by row; in float64. */
function selectedOf(outputs: ArrayLike<number>, masks: Float32Array, rows: number): Float64Array {
  const classes = masks.length / rows;
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let k = row * classes; k < (row + 1) * classes; k++) sum += masks[k] * outputs[k];
    return sum;
  });
}

/** Which output is the largest, row by row; of ties the first. */
function largestOf(outputs: ArrayLike<number>, rows: number): Int32Array {
  const classes = outputs.length / rows;
  return Int32Array.from({ length: rows }, (_, row) => {
    let largest = 0;
    for (let k = 1; k < classes; k++) if (outputs[row * classes + k] > outputs[row * classes + largest]) largest = k;
    return largest;
  });
}
