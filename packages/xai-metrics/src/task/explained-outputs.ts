import { cast, slice, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import {
  describeValue,
  forEachBatch,
  ModelError,
  type ModelView,
  maskOf,
  type OutputSelector,
  sliceSelector,
  TensorBag,
  toModelView,
  toSelector,
  ValueError,
} from 'xai-base';
import type { MetricOptions, MetricTask } from './metric-task';
import { missing } from './read-attribution';
import type { Samples } from './samples';

const defaultBatchSize = 64;

/**
 * The explained output of samples and of their variants: `f(x) = sum(mask * output)`, where the mask is what the target selects of the output for the
 * unchanged sample.
 */
export class ExplainedOutputs {
  private constructor(
    private readonly model: ModelView,
    private readonly samples: Samples,
    private readonly options: MetricOptions,
    private readonly masks: Float32Array, // [batch, classes]
    /** The outputs for the unchanged samples. */
    readonly clean: Float64Array,
  ) {}

  /**
   * @throws {ValueError} when the task has no model
   * @throws {IndexError} for a target that the model does not have
   */
  static async of(task: MetricTask, samples: Samples, options: MetricOptions): Promise<ExplainedOutputs> {
    if (task.model === undefined) throw missing('model', 'the model that was explained');
    const model = toModelView(task.model);
    const selector = toSelector(task.target, task.input);
    const clean = new Float64Array(samples.batch);
    const masks: Float32Array[] = [];
    const { batchSize = defaultBatchSize, signal } = options;
    await forEachBatch(samples.batch, { batchSize, signal }, async (begin, size) => {
      const bag = new TensorBag();
      try {
        const input = bag.add(tidy(() => slice(task.input, begin, size)));
        const output = bag.add(await model.predict(input));
        masks.push(await selectedBy(sliceSelector(selector, begin, size), output));
        clean.set(selectedOf(await read(output), masks[masks.length - 1], size), begin);
      } finally {
        bag.dispose();
      }
    });
    return new ExplainedOutputs(model, samples, options, concatenated(masks), clean);
  }

  /**
   * Evaluates variants of every sample. They are written one after the other, those of a sample in their order.
   *
   * @param count how many each sample has
   * @param write writes a variant of a sample into an array that holds the unchanged sample
   * @returns their outputs, `[batch][count]`
   */
  async ofVariants(
    count: number,
    write: (sample: number, variant: number, into: Float32Array) => void,
  ): Promise<Float64Array[]> {
    const { batch, size, shape } = this.samples;
    const outputs = Array.from({ length: batch }, () => new Float64Array(count));
    const { batchSize = defaultBatchSize } = this.options;
    await forEachBatch(batch * count, { ...this.options, batchSize }, async (begin, rows) => {
      const values = new Float32Array(rows * size);
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
        const input = bag.add(this.inType(values, [rows, ...shape]));
        const selected = selectedOf(await read(bag.add(await this.model.predict(input))), masks, rows);
        selected.forEach((value, row) => {
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

async function read(output: Tensor): Promise<ArrayLike<number>> {
  const values = await output.data();
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

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let begin = 0;
  for (const part of parts) {
    all.set(part, begin);
    begin += part.length;
  }
  return all;
}
