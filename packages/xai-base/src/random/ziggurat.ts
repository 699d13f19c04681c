const layers = 128;
const end = 3.442619855899; // where the tail begins
const area = 9.91256303526217e-3; // of each layer, of the tail with what is below it as well

/** How far the layers reach: the lowest one as wide as a box of its area, the highest one not at all. */
const widths = widthsOfLayers();

/** The share of each layer that lies under the density whatever its height. */
const inside = Float64Array.from({ length: layers }, (_, layer) => widths[layer + 1] / widths[layer]);

/**
 * A number of the standard normal distribution, from an integer of 32 bits, which suffices in 99 of 100 cases, and what else is drawn.
 *
 * @see G. Marsaglia, W. W. Tsang: The Ziggurat Method for Generating Random Variables (2000)
 * @see J. A. Doornik: An Improved Ziggurat Method to Generate Normal Random Samples (2005)
 */
export function normalOf(integer: number, draw: () => number): number {
  for (let bits = integer | 0; ; bits = draw() | 0) {
    const layer = bits & (layers - 1);
    const share = ((bits >> 7) + 0.5) / 2 ** 24; // of other bits than the layer
    if (Math.abs(share) < inside[layer]) return share * widths[layer];
    if (layer === 0) return share < 0 ? -tail(draw) : tail(draw);
    const value = share * widths[layer];
    const low = density(widths[layer]);
    const height = low + uniform(draw) * (density(widths[layer + 1]) - low);
    if (height < density(value)) return value;
  }
}

/** Beyond the layers. */
function tail(draw: () => number): number {
  for (;;) {
    const beyond = -Math.log(uniform(draw)) / end;
    if (-2 * Math.log(uniform(draw)) > beyond * beyond) return end + beyond;
  }
}

/** Above 0, and up to 1. */
function uniform(draw: () => number): number {
  return (draw() + 1) / 2 ** 32;
}

function density(value: number): number {
  return Math.exp(-0.5 * value * value);
}

function widthsOfLayers(): Float64Array {
  const result = new Float64Array(layers + 1);
  result[0] = area / density(end);
  result[1] = end;
  for (let layer = 2; layer < layers; layer++) {
    const before = result[layer - 1];
    result[layer] = Math.sqrt(-2 * Math.log(area / before + density(before)));
  }
  return result;
}
