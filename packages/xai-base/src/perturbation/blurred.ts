import { sizeOf } from '../size-of';
/** How samples are blurred. */
export interface Blur {
  /** The standard deviation of the Gaussian, in positions. */
  readonly deviation: number;
  /** How many deviations away it ends. */
  readonly reach: number;
  /** Where a sample ends: weights inside count alone, or the sample goes on as its mirror image does. */
  readonly edges: 'cut' | 'mirrored';
}

/** As RISE has it. */
const usual: Blur = { deviation: 5, reach: 2, edges: 'cut' };

/**
 * A sample blurred along all its axes but the last, which are the channels.
 *
 * @example
 * ```ts
 * const line = blurred([0, 3, 0], [3, 1], { deviation: 1e-3, reach: 1e3, edges: 'cut' });
 * line; // => [0, 3, 0]
 * ```
 */
export function blurred(values: ArrayLike<number>, shape: readonly number[], blur: Blur = usual): Float64Array {
  let result: Float64Array = Float64Array.from(values);
  for (let axis = 0; axis < shape.length - 1; axis++) result = alongAxis(result, shape, axis, blur);
  return result;
}

function alongAxis(values: Float64Array, shape: readonly number[], axis: number, blur: Blur): Float64Array {
  const stride = sizeOf(shape.slice(axis + 1));
  const length = shape[axis];
  const parts = Array.from({ length }, (_, place) => partsOf(place, length, blur));
  const result = new Float64Array(values.length);
  for (let begin = 0; begin < values.length; begin += length * stride)
    for (let line = begin; line < begin + stride; line++)
      for (let place = 0; place < length; place++) {
        const { from, weights } = parts[place];
        let sum = 0;
        for (let k = 0; k < from.length; k++) sum += weights[k] * values[line + from[k] * stride];
        result[line + place * stride] = sum;
      }
  return result;
}

/** Which places a blurred one is made of, and their weights, with sum 1. */
function partsOf(place: number, length: number, { deviation, reach, edges }: Blur) {
  const most = Math.round(deviation * reach);
  const [from, weights]: [number[], number[]] = [[], []];
  for (let way = -most; way <= most; way++) {
    const other = edges === 'mirrored' ? mirrored(place + way, length) : place + way;
    if (other < 0 || other >= length) continue;
    from.push(other);
    weights.push(Math.exp(-0.5 * (way / deviation) ** 2));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { from: Int32Array.from(from), weights: Float64Array.from(weights, (weight) => weight / total) };
}

/** A place beyond the ends as its mirror image: d c b a | a b c d | d c b a. */
function mirrored(place: number, length: number): number {
  const inTwo = ((place % (2 * length)) + 2 * length) % (2 * length);
  return inTwo < length ? inTwo : 2 * length - 1 - inTwo;
}
