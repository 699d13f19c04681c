import { lastOnly } from '../../task/last-only';
import type { MetricTask } from '../../task/metric-task';
import { patchesOf } from '../../task/patches-of';
import { overChannels, readAttribution, readFeatureAttribution } from '../../task/read-attribution';
import { readSegments } from '../../task/read-segments';
import type { Samples } from '../../task/samples';

/** What changes at once along a path: features one by one, positions with all their channels, square patches of positions, or segments. */
export type Unit = 'feature' | 'position' | 'segment' | { readonly patch: number };

/** The units of one sample. */
export interface Units {
  readonly count: number;
  /** How much is attributed to each: the sum of the attributions inside; of a segment, their mean over its positions. */
  readonly attribution: ArrayLike<number>;
  /** Puts one of a unit's values into a sample, from another. */
  put(into: Float32Array, unit: number, from: ArrayLike<number>): void;
}

/** A way to cut samples into units. */
export type UnitsOf = (sample: number) => Units;

/** Reads the explanations of a task by units. */
export async function readUnits(task: MetricTask, samples: Samples, unit: Unit): Promise<UnitsOf> {
  if (unit === 'feature') {
    const attributions = await readFeatureAttribution(task, samples);
    return lastOnly((sample) => inRows(attributions.row(sample), 1));
  }
  const attributions = await readAttribution(task, samples);
  const positions = lastOnly((sample) => overChannels(attributions.row(sample), attributions.channels));
  if (unit === 'position') return lastOnly((sample) => inRows(positions(sample), samples.channels));
  if (unit === 'segment') {
    const segments = await readSegments(task, samples);
    return lastOnly((sample) => grouped(positions(sample), segments(sample), samples.channels, true));
  }
  const patches = patchesOf(samples, unit.patch);
  return lastOnly((sample) => grouped(positions(sample), patches, samples.channels, false));
}

function inRows(attribution: ArrayLike<number>, width: number): Units {
  return {
    count: attribution.length,
    attribution,
    put(into, unit, from) {
      for (let k = unit * width; k < (unit + 1) * width; k++) into[k] = from[k];
    },
  };
}

/** Units by the label of each position. */
function grouped(attribution: ArrayLike<number>, labels: ArrayLike<number>, width: number, isMean: boolean): Units {
  const places: number[][] = [];
  for (let position = 0; position < labels.length; position++) {
    places[labels[position]] ??= [];
    places[labels[position]].push(position);
  }
  const groups = places.filter((group) => group !== undefined); // labels may leave numbers out
  const sums = groups.map((group) => group.reduce((sum, position) => sum + attribution[position], 0));
  return {
    count: groups.length,
    attribution: isMean ? sums.map((sum, index) => sum / groups[index].length) : sums,
    put(into, unit, from) {
      for (const position of groups[unit])
        for (let k = position * width; k < (position + 1) * width; k++) into[k] = from[k];
    },
  };
}
