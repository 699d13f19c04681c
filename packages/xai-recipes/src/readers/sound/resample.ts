/** Zeros of the sinc on either side: more make a steeper filter. */
const ZEROS = 16;
/** How fast the window falls: what is filtered out keeps a ten-thousandth. */
const BETA = 8;

/**
 * Samples at another rate: what the band-limited signal through the given ones is in between (a sinc, cut by Kaiser's window). What is too high
 * for the new rate is filtered out; before the first and after the last sample there is silence.
 *
 * @param from samples a second of the given ones, an integer
 * @param to samples a second of the new ones, an integer
 * @returns `ceil(samples.length * to / from)` samples, the first at the same time as the first given one
 * @see Smith and Gossett, "A flexible sampling-rate conversion method", 1984
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  const resampled = new Float32Array(Math.ceil((samples.length * to) / from));
  const filters = new Map<number, Filter>(); // as many as there are places between two samples
  for (let at = 0; at < resampled.length; at++) {
    const phase = (at * from) % to;
    const filter = filters.get(phase) ?? filterAt(phase / to, Math.min(1, to / from));
    filters.set(phase, filter);
    const begin = (at * from - phase) / to + filter.begin;
    let sum = 0;
    for (let tap = 0; tap < filter.weights.length; tap++) sum += filter.weights[tap] * (samples[begin + tap] ?? 0);
    resampled[at] = sum;
  }
  return resampled;
}

/** The shares that samples have in the value at a place between two of them. */
interface Filter {
  /** The first of them, from the last one before the place. */
  readonly begin: number;
  readonly weights: Float64Array;
}

/**
 * @param place from the last sample before it, in [0, 1)
 * @param cutoff the highest frequency that is kept, 1 for all that the given rate has
 */
function filterAt(place: number, cutoff: number): Filter {
  const reach = ZEROS / cutoff;
  const begin = Math.ceil(place - reach);
  const weights = Float64Array.from({ length: Math.floor(place + reach) - begin + 1 }, (_, tap) => {
    const away = begin + tap - place;
    return sinc(away * cutoff) * kaiser(away / reach);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { begin, weights: weights.map((weight) => weight / sum) }; // what is constant stays so
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Kaiser's window from -1 to 1, but for its scale. */
function kaiser(x: number): number {
  return bessel(BETA * Math.sqrt(Math.max(0, 1 - x * x)));
}

/** The modified Bessel function of the first kind and order 0, by its series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
