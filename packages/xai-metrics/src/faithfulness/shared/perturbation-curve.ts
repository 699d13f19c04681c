import type { Background } from 'xai-base';
import { area } from '../../numbers/area';
import { ranking } from '../../numbers/ranking';
import { readBaseline } from '../../task/baseline';
import type { Order } from '../../task/check-settings';
import { ExplainedOutputs } from '../../task/explained-outputs';
import { keyOf } from '../../task/key-of';
import { lastOnly } from '../../task/last-only';
import type { MetricOptions, MetricTask } from '../../task/metric-task';
import type { Samples } from '../../task/samples';
import { readUnits, type Unit } from './units';

/** How a sample changes along a path. */
export interface Path {
  readonly unit: Unit;
  /** How many units change in a step, the last one being shorter where they do not divide; by default a hundredth of them. */
  readonly inStep?: number;
  readonly baseline: Background;
  readonly order: Order;
  /** Whether the changed units are removed from the sample, or put back onto the baseline. */
  readonly change: 'remove' | 'insert';
  /** The metric that cuts samples into segments of its own, whose curve is not that of others. */
  readonly cutBy?: string;
}

/** The explained output along a path of each sample. */
export interface Curves {
  /** `[batch][steps + 1]`; of samples with fewer units than others, the last value is repeated. */
  readonly curves: readonly Float64Array[];
  /** The areas below them over the changed fraction. */
  readonly areas: Float64Array;
}

/** A removal, whose shorter step may be the first. */
type Removal = Omit<Path, 'change'> & { readonly isFirstShorter: boolean };

/**
 * Follows the explained outputs along a path. Insertion in one order is removal in the other one, backwards, and is computed as that: in shared work, a path
 * is walked once.
 */
export async function perturbationCurves(
  task: MetricTask,
  samples: Samples,
  options: MetricOptions,
  { change, ...path }: Path,
): Promise<Curves> {
  if (change === 'remove') return removalCurves(task, samples, options, { ...path, isFirstShorter: false });
  const order = path.order === 'morf' ? 'lerf' : 'morf';
  const { curves, areas } = await removalCurves(task, samples, options, { ...path, order, isFirstShorter: true });
  return { curves: curves.map((curve) => curve.slice().reverse()), areas };
}

function removalCurves(task: MetricTask, samples: Samples, options: MetricOptions, removal: Removal): Promise<Curves> {
  const compute = () => walk(task, samples, options, removal);
  return options.shared?.once(`curves/${keyOf(canonical(removal, samples))}`, compute) ?? compute();
}

/** The same path in the same words: where a position has one channel it is a feature, and where steps divide none is shorter. */
function canonical(removal: Removal, { size, channels }: Samples): Removal {
  const unit = removal.unit === 'position' && channels === 1 ? 'feature' : removal.unit;
  if (unit !== 'feature' && unit !== 'position') return removal;
  const count = unit === 'feature' ? size : size / channels;
  const inStep = Math.min(removal.inStep ?? Math.ceil(count / 100), count);
  return { ...removal, unit, inStep, isFirstShorter: removal.isFirstShorter && count % inStep !== 0 };
}

async function walk(
  task: MetricTask,
  samples: Samples,
  options: MetricOptions,
  { unit, inStep, baseline, order, isFirstShorter }: Removal,
): Promise<Curves> {
  const unitsOf = await readUnits(task, samples, unit);
  const absent = await readBaseline(baseline, samples);
  const rankingOf = lastOnly((sample) => {
    const ranked = ranking(unitsOf(sample).attribution);
    return order === 'morf' ? ranked : ranked.reverse();
  });
  const places = Array.from({ length: samples.batch }, (_, sample) =>
    placesOf(unitsOf(sample).count, inStep, isFirstShorter),
  );
  const points = places.reduce((most, { length }) => Math.max(most, length), 0);
  const outputs = await ExplainedOutputs.of(task, samples, options);
  const curves = await outputs.ofVariants(points, (sample, point, into) => {
    const units = unitsOf(sample);
    const changed = Math.round(at(places[sample], point) * units.count);
    for (const one of rankingOf(sample).subarray(0, changed)) units.put(into, one, absent(sample));
  });
  const areas = Float64Array.from(curves, (curve, sample) => {
    const filled = Float64Array.from({ length: points }, (_, point) => at(places[sample], point));
    return area(curve, filled);
  });
  return { curves, areas };
}

/** The changed fractions of the points of a path. */
function placesOf(count: number, inStep = Math.ceil(count / 100), isFirstShorter = false): Float64Array {
  const step = Math.min(inStep, count);
  const changed = Array.from({ length: Math.ceil(count / step) + 1 }, (_, point) => Math.min(point * step, count));
  const ordered = isFirstShorter ? changed.map((value) => count - value).reverse() : changed;
  return Float64Array.from(ordered, (value) => value / count);
}

function at(places: Float64Array, point: number): number {
  return places[Math.min(point, places.length - 1)];
}
