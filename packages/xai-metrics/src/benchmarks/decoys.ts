import { checkKeys, type RandomStream, sizeOf } from 'xai-base';
import { checkSetting } from '../task/check-settings';
import { heldOut } from './held-out';
import { type KnownSample, KnownTruth, type Part } from './known-truth';

/** The settings of {@link Decoys}. */
export interface DecoysSettings {
  /** Images, one after the other, row-major: digits, say. */
  images: ArrayLike<number>;
  /** The class of each. */
  labels: ArrayLike<number>;
  /** The shape of one, `[height, width, channels]`. */
  shape: readonly [number, number, number];
  /** What tests are made of: the last fifth of the images, which no training sees (the default), or all, for a model that has learned elsewhere. */
  tests?: 'last fifth' | 'all';
  seed?: number;
}

/**
 * Pairs of images with a decoy: an image of the class that is explained, and beside it one of another class, on a random side. `[height, 2 width, channels]`; a model says
 * of each class whether there is one of it, and what speaks for the explained class is on its side alone, which the mask has.
 *
 * @see A. Arias-Duart, F. Pares, D. Garcia-Gasulla, V. Gimenez-Abalos: Focus! Rating XAI Methods and Finding Biases (2022)
 *
 * @example
 * ```ts
 * const images = Float32Array.from({ length: 10 * 4 }, (_, k) => Math.floor(k / 4) % 2);
 * const pairs = new Decoys({ images, labels: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], shape: [2, 2, 1] });
 * const { values, mask, label } = pairs.sample(1);
 * label; // => 1
 * Array.from(values).every((value, k) => value === mask[k]); // => true
 * ```
 */
export class Decoys extends KnownTruth {
  readonly name: string = 'Decoys';
  readonly shape: readonly number[];
  readonly maskShape: readonly number[];
  readonly classes: number;
  readonly dtype = 'float32';
  private readonly images: ArrayLike<number>;
  private readonly size: readonly [number, number, number];
  /** Which images there are of each class. */
  private readonly byClass: Readonly<Record<Part, readonly (readonly number[])[]>>;

  /** @throws {ValueError} for a setting that does not exist, or is none, and for a class of which there are too few images */
  constructor(settings: DecoysSettings) {
    checkKeys(settings, ['images', 'labels', 'shape', 'tests', 'seed'], 'Decoys');
    const { images, labels, shape, tests = 'last fifth', seed } = settings;
    super(seed);
    const size = sizeOf(shape);
    const count = labels.length;
    checkSetting('images', images.length, images.length === count * size, `${count} images of ${size} values`);
    const [height, width, channels] = shape;
    this.classes = Array.from(labels).reduce((most, label) => Math.max(most, label + 1), 0);
    checkSetting('tests', tests, ['last fifth', 'all'].includes(tests), "'last fifth' or 'all'");
    const listed = ({ from, to }: { from: number; to: number }) =>
      Array.from({ length: this.classes }, (_, label) =>
        Array.from({ length: to - from }, (_, k) => from + k).filter((index) => labels[index] === label),
      );
    const all = listed({ from: 0, to: count });
    const parts = heldOut(count);
    this.byClass =
      tests === 'all'
        ? { train: all, validation: all, test: all }
        : { train: listed(parts.train), validation: listed(parts.validation), test: listed(parts.test) };
    const areThere = Object.values(this.byClass).every((lists) => lists.every((list) => list.length > 0));
    const among = tests === 'all' ? '' : ', among the last fifth and before';
    checkSetting('labels', labels, this.classes > 1 && areThere, `some images of each of at least two classes${among}`);
    [this.images, this.size] = [images, shape];
    [this.shape, this.maskShape] = [
      [height, 2 * width, channels],
      [height, 2 * width],
    ];
  }

  protected draw(stream: RandomStream, label: number, part: Part): KnownSample {
    const { classes, images } = this;
    const [height, width, channels] = this.size;
    const lists = this.byClass[part];
    const pick = (list: readonly number[]) => list[Math.floor(stream.uniform() * list.length)];
    const other = (label + 1 + Math.floor(stream.uniform() * (classes - 1))) % classes;
    const side = stream.uniform() < 0.5 ? 0 : 1;
    const shown = side === 0 ? [pick(lists[label]), pick(lists[other])] : [pick(lists[other]), pick(lists[label])];
    const at = (index: number) => {
      const [pixel, channel] = [Math.floor(index / channels), index % channels];
      const [row, column] = [Math.floor(pixel / (2 * width)), pixel % (2 * width)];
      const image = shown[Math.floor(column / width)];
      return images[((image * height + row) * width + (column % width)) * channels + channel];
    };
    const pixels = 2 * height * width;
    return {
      values: Float32Array.from({ length: pixels * channels }, (_, index) => at(index)),
      label,
      mask: Uint8Array.from({ length: pixels }, (_, k) => Number(Math.floor((k % (2 * width)) / width) === side)),
    };
  }
}
