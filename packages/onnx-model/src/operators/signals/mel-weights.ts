import { elementTypeOf } from '../elementwise/cast';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { HostValue } from '../values/host-value';
import { knownNumber } from '../values/known';

const melOf = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
const hertzOf = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

/** `MelWeightMatrix`: how much each frequency of a spectrum counts in each band, `[frequencies, bands]`: a triangle. */
export const melWeightMatrix: Operator = (node) => {
  const dtype = elementTypeOf(node.int('output_datatype', 1));
  return (inputs) => {
    const [bands, length, rate, lowest, highest] = inputs.map((value) => knownNumber(value, 'A band'));
    const bins = Math.floor(length / 2) + 1;
    reserve([bins, bands]);
    const step = (melOf(highest) - melOf(lowest)) / (bands + 2);
    const edges = Array.from({ length: bands + 2 }, (_, index) =>
      Math.floor(((length + 1) * hertzOf(melOf(lowest) + index * step)) / rate),
    );
    const data = new Float64Array(bins * bands);
    for (let band = 0; band < bands; band++) {
      const [low, centre, high] = edges.slice(band, band + 3);
      if (low === centre) data[centre * bands + band] = 1;
      else for (let bin = low; bin <= centre; bin++) data[bin * bands + band] = (bin - low) / (centre - low);
      for (let bin = centre; bin < high; bin++) data[bin * bands + band] = (high - bin) / (high - centre);
    }
    return new HostValue(dtype, [bins, bands], data);
  };
};
