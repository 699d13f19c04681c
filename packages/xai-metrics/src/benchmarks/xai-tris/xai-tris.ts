import { blurred, checkKeys, type RandomStream } from 'xai-base';
import { sampleStream } from '../../numbers/sample-stream';
import type { Plane } from '../../numbers/structural-similarity';
import { checkSetting } from '../../task/check-settings';
import { type KnownSample, KnownTruth } from '../known-truth';
import { pieceOf } from './photographs';
import { scales, shares, smoothing, type TrisBackground, type TrisScenario, type TrisSize } from './scenarios';
import { corners, place, tetrominoes, turnedAtRandom } from './tetrominoes';

/** The settings of {@link XAITris}. */
export interface XAITrisSettings {
  scenario: TrisScenario;
  /** `'white'` by default. */
  background?: TrisBackground;
  /** 8 by default. */
  size?: TrisSize;
  /** The share of the signal, between 0 and 1; by default that of the benchmark for the scenario, the background and the size. */
  share?: number;
  /** Of one channel and at least as large as the images: for natural backgrounds, of which random pieces are taken. */
  photographs?: readonly Plane[];
  seed?: number;
}

/** A sample before it is scaled. */
interface Drawn {
  readonly signal: Float64Array;
  readonly background: Float64Array;
  readonly mask: Float64Array;
}

/** How many samples tell how large signals, backgrounds and images are. */
const measured: Readonly<Record<TrisSize, number>> = { 8: 200, 64: 50 };

/**
 * XAI-TRIS: images `[size, size, 1]` of tetrominoes on backgrounds, whose class is told by nothing but the tetrominoes. Class 0 has a T and class 1 an L, at places of their
 * own (`linear`, and `multiplicative`, where they darken the background), or anywhere and turned (`rigid`); in `xor` each has both, of the same
 * sign in class 0. A mask has the pixels of the tetromino, of both where the absence of one tells as much.
 *
 * `image = share * signal / |signal| + (1 - share) * background / |background|`, or `(1 - share * signal) * background`. The norms are those of the benchmark's matrix of all samples; here,
 * so that samples need no other, the root mean squares of some (200, of 64 x 64 50) that are drawn apart. So is the largest value, which becomes 1. On 64 x 64, edges of tetrominoes are soft
 * (Gaussian, deviation 1.5); masks have the tetrominoes as they were before.
 *
 * @see B. Clark, R. Wilming, S. Haufe: XAI-TRIS: Non-linear Image Benchmarks to Quantify False Positive Post-hoc Attribution of Feature Importance (2024)
 *
 * @example
 * ```ts
 * const tris = new XAITris({ scenario: 'rigid', background: 'white', seed: 1 });
 * const { input, masks, target } = tris.batch(3);
 * input.shape; // => [3, 8, 8, 1]
 * tf.sum(masks); // => 12
 * target; // => [0, 1, 0]
 * let count = 0;
 * for (const batch of tris.batches(100, { part: 'train' })) count += batch.target.length; // freed one after the other
 * count; // => 100
 * ```
 */
export class XAITris extends KnownTruth {
  readonly name: string;
  readonly shape: readonly number[];
  readonly maskShape: readonly number[];
  readonly classes = 2;
  readonly dtype = 'float32';
  readonly scenario: TrisScenario;
  readonly background: TrisBackground;
  readonly size: TrisSize;
  readonly share: number;
  private readonly photographs: readonly Plane[];
  private scale?: { readonly signal: number; readonly background: number; readonly image: number };

  /** @throws {ValueError} for a setting that does not exist, or is none, and for natural backgrounds without photographs */
  constructor(settings: XAITrisSettings) {
    checkKeys(settings, ['scenario', 'background', 'size', 'share', 'photographs', 'seed'], 'XAITris');
    const { scenario, background = 'white', size = 8, photographs = [], seed } = settings;
    super(seed);
    const [sizes, scenarios] = [Object.keys(shares), Object.keys(shares[8])];
    checkSetting('size', size, sizes.includes(String(size)), sizes.join(' or '));
    checkSetting('scenario', scenario, scenarios.includes(scenario), scenarios.join(', '));
    const backgrounds = Object.keys(shares[size][scenario]);
    checkSetting('background', background, backgrounds.includes(background), backgrounds.join(', '));
    const { share = shares[size][scenario][background] } = settings;
    checkSetting('share', share, share > 0 && share < 1, 'a share between 0 and 1');
    if (background === 'natural') checkPhotographs(photographs, size);
    [this.scenario, this.background, this.size, this.share] = [scenario, background, size, share];
    this.photographs = photographs;
    this.name = `XAITris/${scenario}/${background}/${size}`;
    this.shape = [size, size, 1];
    this.maskShape = [size, size];
  }

  protected draw(stream: RandomStream, label: number): KnownSample {
    this.scale ??= this.measure();
    const { signal, background, mask } = this.parts(stream, label);
    const values = this.mixed({ signal, background }, this.scale);
    const { image } = this.scale;
    return { values: values.map((value) => value / image), label, mask };
  }

  private mixed(
    { signal, background }: Omit<Drawn, 'mask'>,
    norms: { readonly signal: number; readonly background: number },
  ): Float64Array {
    const { share } = this;
    if (this.scenario === 'multiplicative') return signal.map((value, k) => (1 - share * value) * background[k]);
    return signal.map((value, k) => (share * value) / norms.signal + ((1 - share) * background[k]) / norms.background);
  }

  /** The sizes of signals and backgrounds, and of the largest value of an image. */
  private measure(): { signal: number; background: number; image: number } {
    const drawn = Array.from({ length: measured[this.size] }, (_, number) =>
      this.parts(sampleStream(this.seed, `${this.name}/scale`, number), number % 2),
    );
    const norm = (of: 'signal' | 'background') =>
      Math.sqrt(
        drawn.reduce((sum, one) => sum + one[of].reduce((part, value) => part + value * value, 0), 0) / drawn.length,
      );
    const norms = { signal: norm('signal'), background: norm('background') };
    const image = drawn.reduce(
      (most, one) => this.mixed(one, norms).reduce((largest, value) => Math.max(largest, Math.abs(value)), most),
      0,
    );
    return { ...norms, image };
  }

  private parts(stream: RandomStream, label: number): Drawn {
    const { size, scenario } = this;
    const scale = scales[size][scenario];
    const [signal, mask] = [new Float64Array(size * size), new Float64Array(size * size)];
    const put = (kind: number, row: number, column: number, value: number, shape = tetrominoes[kind]) => {
      place(signal, size, shape, { row, column, scale, value });
      place(mask, size, shape, { row, column, scale, value: 1 });
    };
    const [[top, left], [lower, right]] = corners.map((corner) => corner.map((at) => at * (size / 8)));
    if (scenario === 'rigid') {
      const shape = turnedAtRandom(tetrominoes[label], stream);
      const row = Math.floor(stream.uniform() * (size - shape.height * scale + 1));
      put(label, row, Math.floor(stream.uniform() * (size - shape.width * scale + 1)), 1, shape);
    } else {
      const sign = stream.uniform() < 0.5 ? -1 : 1;
      const values =
        scenario === 'xor' ? [sign, label === 0 ? sign : -sign] : [Number(label === 0), Number(label === 1)];
      put(0, top, left, values[0]);
      put(1, lower, right, values[1]);
    }
    const soft = scale > 3 ? blurred(signal, [size, size, 1], { deviation: 1.5, reach: 4, edges: 'mirrored' }) : signal;
    return { signal: soft, background: this.drawBackground(stream), mask };
  }

  private drawBackground(stream: RandomStream): Float64Array {
    const { size, background } = this;
    if (background === 'natural') return pieceOf(this.photographs, size, stream);
    const noise = Float64Array.from({ length: size * size }, () => stream.normal());
    if (background === 'white') return noise;
    return blurred(noise, [size, size, 1], { deviation: smoothing[size], reach: 4, edges: 'mirrored' });
  }
}

function checkPhotographs(photographs: readonly Plane[], size: number): void {
  const expected = `photographs { values, height, width } of one channel, at least ${size} x ${size}, for natural backgrounds`;
  const isOne = ({ values, height, width }: Plane) =>
    values?.length === height * width && Math.min(height, width) >= size;
  checkSetting('photographs', photographs, photographs.length > 0 && photographs.every(isOne), expected);
}
