import { area } from '../../numbers/area';
import { ranking } from '../../numbers/ranking';
import { type Baseline, baselineOf } from '../../task/baseline';
import { ExplainedOutputs } from '../../task/explained-outputs';
import type { MetricOptions, MetricTask } from '../../task/metric-task';
import { overChannels, readAttribution, readFeatureAttribution } from '../../task/read-attribution';
import type { Samples } from '../../task/samples';

/** How features change along a path. */
export interface Path {
  /** What changes at once: positions with all their channels, or features one by one. */
  readonly unit: 'position' | 'feature';
  /** How many units change in a step; by default a hundredth of them. */
  readonly inStep?: number;
  readonly baseline: Baseline;
  /** Most relevant first, or least relevant first: the same order backwards. */
  readonly order: 'morf' | 'lerf';
  /** Whether the changed units are removed from the sample, or put back onto the baseline. */
  readonly change: 'remove' | 'insert';
}

/** The explained outputs along a path of each sample, `[batch][steps + 1]`, and the areas below them over the changed fraction. */
export async function perturbationCurves(
  task: MetricTask,
  samples: Samples,
  options: MetricOptions,
  { unit, inStep, baseline, order, change }: Path,
): Promise<{ curves: Float64Array[]; areas: Float64Array }> {
  const isByPosition = unit === 'position';
  const attributions = await (isByPosition ? readAttribution : readFeatureAttribution)(task, samples);
  const width = isByPosition ? samples.channels : 1; // features of a unit
  const units = samples.size / width;
  const step = Math.min(inStep ?? Math.ceil(units / 100), units);
  const places = Float64Array.from(
    { length: Math.ceil(units / step) + 1 },
    (_, point) => Math.min(point * step, units) / units,
  );
  const orderOf = lastOnly((sample) => {
    const row = attributions.row(sample);
    const ranked = ranking(isByPosition ? overChannels(row, attributions.channels) : row);
    return order === 'morf' ? ranked : ranked.reverse();
  });
  const outputs = await ExplainedOutputs.of(task, samples, options);
  const curves = await outputs.ofVariants(places.length, (sample, point, into) => {
    const ranked = orderOf(sample);
    const changed = Math.round(places[point] * units);
    const [begin, end] = change === 'remove' ? [0, changed] : [changed, units];
    const value = baselineOf(baseline, samples.row(sample));
    for (let k = begin; k < end; k++) into.fill(value, ranked[k] * width, (ranked[k] + 1) * width);
  });
  return { curves, areas: Float64Array.from(curves, (curve) => area(curve, places)) };
}

/** A function of samples that remembers its last value, as variants come sample by sample. */
function lastOnly<T>(compute: (sample: number) => T): (sample: number) => T {
  let last: { sample: number; value: T } | undefined;
  return (sample) => {
    if (last?.sample !== sample) last = { sample, value: compute(sample) };
    return last.value;
  };
}
