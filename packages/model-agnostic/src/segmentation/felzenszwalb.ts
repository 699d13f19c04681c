import { checkKeys, wrongValue } from 'xai-base';
import { ascendingOrder } from './ascending-order';
import { gaussianBlur } from './gaussian-blur';
import { scaled } from './scaled';
import type { ImageValues, Segmenter } from './segmenter';
import { pixelsBetweenTurns, turn } from './turn';

/** Options of {@link felzenszwalb}. */
export interface FelzenszwalbOptions {
  /** Larger means larger segments; 100 by default. */
  scale?: number;
  /** The standard deviation of a blur beforehand, in pixels; 0.8 by default. */
  sigma?: number;
  /** Smaller segments join a neighbour, in pixels; 20 by default. */
  minSize?: number;
  /** The value of white: by default 1 when no value is larger, else 255. */
  white?: number;
}

/**
 * Segments by a graph of pixels: neighbours are joined, those of the smallest difference first, as long as the difference is
 * smaller than the largest one within both segments plus `scale / size`.
 *
 * @see P. F. Felzenszwalb, D. P. Huttenlocher: Efficient Graph-Based Image Segmentation (2004)
 *
 * @example
 * ```ts
 * const image = { values: [0, 0, 0, 1, 1, 1], height: 1, width: 6, channels: 1 };
 * await felzenszwalb({ scale: 1, sigma: 0, minSize: 1 })(image); // => [0, 0, 0, 1, 1, 1]
 * ```
 */
export function felzenszwalb(options: FelzenszwalbOptions = {}): Segmenter {
  checkKeys(options, ['scale', 'sigma', 'minSize', 'white'], 'felzenszwalb');
  const { scale = 100, sigma = 0.8, minSize = 20, white } = options;
  for (const [name, value] of Object.entries({ scale, sigma, minSize })) {
    if (!(value >= 0)) throw wrongValue(name, value, 'a number of at least 0');
  }
  return async (given, signal) => {
    const image = scaled(given, white);
    const { from, to, costs } = edgesOf({ ...image, values: await gaussianBlur(image, sigma, signal) });
    const order = await ascendingOrder(costs, signal);
    const forest = new Forest(image.height * image.width);
    for (const [place, edge] of order.entries()) {
      if (place % pixelsBetweenTurns === 0) await turn(signal);
      const [a, b] = [forest.root(from[edge]), forest.root(to[edge])];
      const limit = (root: number) => forest.inner[root] + scale / 255 / forest.sizes[root];
      if (a !== b && costs[edge] < Math.min(limit(a), limit(b))) forest.join(a, b, costs[edge]);
    }
    for (const [place, edge] of order.entries()) {
      if (place % pixelsBetweenTurns === 0) await turn(signal);
      const [a, b] = [forest.root(from[edge]), forest.root(to[edge])];
      if (a !== b && Math.min(forest.sizes[a], forest.sizes[b]) < minSize) forest.join(a, b, 0);
    }
    return forest.labels();
  };
}

/** Pairs of neighbours, and how much their colours differ. */
interface Edges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly costs: Float64Array;
}

/** The edges between each pixel and its eight neighbours: right, down, down right, up right. */
function edgesOf({ values, height, width, channels }: ImageValues): Edges {
  const [from, to, costs]: [number[], number[], number[]] = [[], [], []];
  for (const [down, right] of [
    [0, 1],
    [1, 0],
    [1, 1],
    [1, -1],
  ]) {
    for (let y = 0; y + down < height; y++) {
      for (let x = Math.max(0, -right); x + Math.max(0, right) < width; x++) {
        const [one, other] = [y * width + x, (y + down) * width + x + right];
        let square = 0;
        for (let c = 0; c < channels; c++) square += (values[one * channels + c] - values[other * channels + c]) ** 2;
        from.push(one);
        to.push(other);
        costs.push(Math.sqrt(square));
      }
    }
  }
  return { from: Int32Array.from(from), to: Int32Array.from(to), costs: Float64Array.from(costs) };
}

/** Disjoint sets of pixels, each named by its first pixel. */
class Forest {
  /** How many pixels a set has, by its root. */
  readonly sizes: Float64Array;
  /** The largest difference that a set was joined across, by its root. */
  readonly inner: Float64Array;
  private readonly parents: Int32Array;

  constructor(count: number) {
    this.parents = Int32Array.from({ length: count }, (_, index) => index);
    this.sizes = new Float64Array(count).fill(1);
    this.inner = new Float64Array(count);
  }

  root(index: number): number {
    const { parents } = this;
    let root = index;
    while (parents[root] !== root) root = parents[root];
    for (let at = index; at !== root; ) [at, parents[at]] = [parents[at], root];
    return root;
  }

  join(a: number, b: number, cost: number): void {
    const [root, other] = a < b ? [a, b] : [b, a];
    this.parents[other] = root;
    this.sizes[root] += this.sizes[other];
    this.inner[root] = cost;
  }

  labels(): Int32Array {
    const numbers = new Map<number, number>();
    return this.parents.map((_, index) => {
      const root = this.root(index);
      const label = numbers.get(root) ?? numbers.size;
      numbers.set(root, label);
      return label;
    });
  }
}
