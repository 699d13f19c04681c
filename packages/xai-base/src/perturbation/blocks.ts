import { checkKeys } from '../messages/check-keys';
import { wrongValue } from '../messages/wrong-value';
import { checkPositiveInteger } from '../options';
import { sizeOf } from '../size-of';
import { type Background, referencesOf } from './background';
import type { Features, Perturbation, Sample } from './features';
import { GroupedFeatures } from './grouped-features';

/** Options of {@link Blocks}. */
export interface BlocksOptions {
  /** How many blocks there are along every axis, or along each; about 64 in all by default, at most one a place. */
  blocks?: number | readonly number[];
  /** What stands in for hidden values: the mean of each channel by default, see {@link Background}. */
  background?: Background;
}

const blocksInAll = 64;

/**
 * Features that are blocks of neighbouring places, all channels of a place at once: of a video `[time, height, width, channels]`, a volume, an image,
 * a series, or a signal `[time]`, which has no channels. An attribution has length 1 instead of the channels.
 *
 * @example
 * ```ts
 * const video = { values: new Float32Array([1, 2, 3, 4]), shape: [2, 1, 2, 1], dtype: 'float32' as const }; // two frames of two pixels
 * const features = await new Blocks({ blocks: [2, 1, 1], background: 0 }).features(video);
 * const row = new Float32Array(4);
 * features.write([0, 1], 0, row); // without the first frame
 * row; // => [0, 0, 3, 4]
 * ```
 */
export class Blocks implements Perturbation {
  /** @throws {ValueError} for an option that does not exist, or numbers of blocks that are no integers of at least 1 */
  constructor(private readonly options: BlocksOptions = {}) {
    checkKeys(options, ['blocks', 'background'], 'Blocks');
    for (const count of [options.blocks ?? 1].flat()) checkPositiveInteger('blocks', count);
  }

  async features(sample: Sample): Promise<Features> {
    const { shape } = sample;
    const axes = shape.length === 1 ? shape : shape.slice(0, -1);
    const counts = this.countsOf(axes);
    const places = sizeOf(axes);
    const groups = new Int32Array(places).map((_, place) => blockOf(place, axes, counts));
    const { background = 'channelMean' } = this.options;
    return new GroupedFeatures({
      sample,
      groups,
      count: sizeOf(counts),
      shape: shape.length === 1 ? shape : [...axes, 1],
      references: await referencesOf(background, sample),
    });
  }

  private countsOf(axes: readonly number[]): number[] {
    const { blocks = Math.round(blocksInAll ** (1 / axes.length)) } = this.options;
    if (typeof blocks !== 'number' && blocks.length !== axes.length) {
      throw wrongValue('blocks', blocks, `a number, or one for each of the ${axes.length} axes of a sample`);
    }
    return axes.map((length, axis) => Math.min(length, typeof blocks === 'number' ? blocks : blocks[axis]));
  }
}

/** The block that a place belongs to, row-major as the places are. */
function blockOf(place: number, axes: readonly number[], counts: readonly number[]): number {
  let [rest, block, stride] = [place, 0, 1];
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    block += stride * Math.floor(((rest % axes[axis]) * counts[axis]) / axes[axis]);
    stride *= counts[axis];
    rest = Math.floor(rest / axes[axis]);
  }
  return block;
}
