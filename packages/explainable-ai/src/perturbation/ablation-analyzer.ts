import { reshape, slice, sub, type Tensor, tensor, tidy, where } from '@tensorflow/tfjs-core';
import {
  Analyzer,
  type Explanation,
  type FurtherInputs,
  inputsOfSamples,
  type Model,
  type ModelView,
  maskOf,
  type OutputSelector,
  selectedValues,
  sizeOf,
  TensorBag,
  toModelView,
} from 'xai-base';
import { augmentBatchDim } from '../augmentations/augment-batch-dim';
import { type Chunk, defaultBatchSize, forEachChunk } from '../execution/for-each-chunk';
import { predictInBatches } from '../execution/predict-in-batches';
import { checkReference, mixedReference, referenceOfSamples } from '../references/reference-of';
import type { ReferenceOptions } from '../references/reference-options';

/** Parts of a sample, each of which is hidden in turn. */
export interface Regions {
  /** How many there are. */
  readonly count: number;
  /** The flat indices of the elements of a region. */
  elements(region: number): Iterable<number>;
}

/** What is compared with what is hidden. */
interface Clean {
  readonly input: Tensor;
  readonly reference: Tensor;
  readonly output: Tensor;
  readonly mask: Tensor;
  readonly further?: FurtherInputs;
}

/**
 * The base of the methods that hide one region of the input after the other behind the reference, and see by how much
 * the selected output falls: `f(x) - f(x with the region hidden)`, averaged over the regions that cover an element.
 * They need no gradients: any model will do.
 *
 * @example
 * ```ts
 * class Halves extends AblationAnalyzer {
 *   readonly name = 'Halves';
 *   protected regions([length]: readonly number[]) {
 *     const half = length / 2;
 *     const elements = (region: number) => Array.from({ length: half }, (_, k) => region * half + k);
 *     return { count: 2, elements };
 *   }
 * }
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * (await analyze(tf.tensor2d([[1, 2, 3, 4]]), new Halves(model))).val; // => [[5, 5, 25, 25]]
 * ```
 */
export abstract class AblationAnalyzer extends Analyzer<ReferenceOptions> {
  private readonly model: ModelView;

  /**
   * @param model any model
   * @throws {ModelError} when `model` is none
   */
  constructor(model: Model) {
    super();
    this.model = toModelView(model);
  }

  override get unit(): string {
    return 'output';
  }

  override get readsIndices(): string | undefined {
    return this.model.readsIndices;
  }

  override get moreOptions(): readonly string[] {
    return ['inputRef'];
  }

  override predict(input: Tensor, { furtherInputs }: ReferenceOptions = {}): Promise<Tensor> {
    return this.model.predict(input, furtherInputs);
  }

  /** The regions of a sample of this shape. */
  protected abstract regions(sample: readonly number[]): Regions | Promise<Regions>;

  protected async explain(input: Tensor, selector: OutputSelector, options: ReferenceOptions): Promise<Explanation> {
    const [batch, ...sample] = input.shape;
    const regions = await this.regions(sample);
    await checkReference(options, input);
    const bag = new TensorBag();
    try {
      const reference = bag.add(await mixedReference(options, input, this.readsIndices !== undefined));
      const atOnce = options.batchSize ?? defaultBatchSize(input);
      const output = bag.add(
        await predictInBatches(input, atOnce, options, (samples, _, further) => this.model.predict(samples, further)),
      );
      const mask = bag.add(tidy(() => maskOf(selector, output)));
      const falls = new Float64Array(batch * regions.count); // [batch, regions]
      await forEachChunk(batch, regions.count, atOnce, options, async (chunk) => {
        const values = await this.fallsOf(chunk, regions, {
          input,
          reference,
          output,
          mask,
          further: options.furtherInputs,
        });
        for (let row = 0; row < chunk.size; row++) {
          const target = (chunk.begin + row) * regions.count + chunk.first;
          falls.set(values.subarray(row * chunk.count, (row + 1) * chunk.count), target);
        }
      });
      const val = bag.add(tensor(spread(falls, regions, batch, input.size / batch), input.shape));
      const explanation = await this.explanation({ val, input, output, mask });
      bag.release(val, output);
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  /** By how much the selected outputs of a chunk's samples fall when its regions are hidden, `[size, count]`. */
  private async fallsOf(
    { begin, size, first, count }: Chunk,
    regions: Regions,
    { input, reference, output, mask, further }: Clean,
  ): Promise<Float32Array> {
    const [, ...sample] = input.shape;
    const bag = new TensorBag();
    try {
      const hidden = bag.add(
        tidy(() => {
          const own = referenceOfSamples(reference, begin, size);
          const isHidden = coverage(regions, first, count, sizeOf(sample));
          const flat = (samples: Tensor) => reshape(samples, [samples.shape[0], 1, sizeOf(sample)]); // along five axes, webgpu repeats values on the host, and cannot wait for them
          const variants = where(isHidden, flat(own), flat(slice(input, begin, size))); // [size, count, elements]
          return reshape(variants, [size * count, ...sample]);
        }),
      );
      const own = further && bag.addAll(inputsOfSamples(further, begin, size, count));
      const outputs = bag.add(await this.model.predict(hidden, own));
      const falls = bag.add(
        tidy(() => {
          const clean = augmentBatchDim(slice(output, begin, size), count);
          return selectedValues(augmentBatchDim(slice(mask, begin, size), count), sub(clean, outputs));
        }),
      );
      return (await falls.data()) as Float32Array;
    } finally {
      bag.dispose();
    }
  }
}

/** Where a region covers an element, `[1, count, elements]`. */
function coverage(regions: Regions, first: number, count: number, size: number): Tensor {
  const values = new Uint8Array(count * size);
  for (let k = 0; k < count; k++) for (const element of regions.elements(first + k)) values[k * size + element] = 1;
  return tensor(values, [1, count, size], 'bool');
}

/** Gives every element the mean of what its regions got. */
function spread(falls: Float64Array, regions: Regions, batch: number, size: number): Float32Array {
  const sums = new Float64Array(batch * size);
  const covering = new Float64Array(size);
  for (let region = 0; region < regions.count; region++) {
    for (const element of regions.elements(region)) {
      covering[element]++;
      for (let row = 0; row < batch; row++) sums[row * size + element] += falls[row * regions.count + region];
    }
  }
  return Float32Array.from(sums, (value, index) => value / (covering[index % size] || 1));
}
