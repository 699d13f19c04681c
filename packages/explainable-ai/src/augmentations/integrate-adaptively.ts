import {
  add,
  cast,
  concat,
  gather,
  matMul,
  mul,
  reshape,
  slice,
  sub,
  sum,
  type Tensor,
  tensor,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  type Analyzer,
  compiles,
  type FurtherInputs,
  inputsOfSamples,
  MaskSelector,
  newInputs,
  selectedValues,
  TensorBag,
  throwIfAborted,
} from 'xai-base';
import { referenceOfSamples } from '../references/reference-of';
import { AdaptivePath } from './adaptive-path';

/** What is integrated, and how far. */
export interface AdaptiveIntegral {
  /** Gives the gradients. */
  readonly analyzer: Analyzer;
  readonly input: Tensor;
  /** `[batch, ...]` or `[1, ...]`. */
  readonly reference: Tensor;
  /** `[batch, classes]` */
  readonly mask: Tensor;
  /** The further inputs of the samples. */
  readonly further?: FurtherInputs;
  readonly tolerance: number;
  readonly maxEvaluations: number;
  /** How many points run at once, and of how many samples the gradients are kept. */
  readonly atOnce: number;
}

/** The integral of the gradients from the reference to the input, `[batch, ...]`, and how it was reached. */
export interface AdaptiveResult {
  readonly integral: Tensor;
  readonly evaluations: number[];
  readonly withinTolerance: boolean[];
}

/** A position on the way of a sample. */
interface Place {
  readonly row: number;
  readonly position: number;
}

/** Gradients, `[places, ...]`, until the weights of their places are known. */
interface Kept {
  readonly places: readonly Place[];
  readonly gradients: Tensor;
}

/**
 * Integrates the gradients by {@link AdaptivePath}, for some samples at a time: their next positions run together, in batches. Which positions a sample
 * has depends on itself alone.
 *
 * @throws {AbortError} when the signal fires
 */
export async function integrateAdaptively(what: AdaptiveIntegral, options: AnalyzeOptions): Promise<AdaptiveResult> {
  const { input, reference, mask, atOnce } = what;
  const [batch] = input.shape;
  const bag = new TensorBag();
  const parts: AdaptiveResult[] = [];
  try {
    for (let begin = 0; begin < batch; begin += atOnce) {
      const size = Math.min(atOnce, batch - begin);
      const own = tidy(() => ({
        input: cast(slice(input, begin, size), 'float32').clone(),
        reference: cast(referenceOfSamples(reference, begin, size), 'float32').clone(),
        mask: slice(mask, begin, size),
      }));
      bag.addAll(own);
      const further = what.further && bag.addAll(inputsOfSamples(what.further, begin, size));
      const part = await integrateSome({ ...what, ...own, further }, options, begin, batch);
      bag.add(part.integral);
      bag.free(...Object.values(own), ...Object.values(further ?? {}));
      parts.push(part);
    }
    return {
      integral: concat(parts.map(({ integral }) => integral)),
      evaluations: parts.flatMap(({ evaluations }) => evaluations),
      withinTolerance: parts.flatMap(({ withinTolerance }) => withinTolerance),
    };
  } finally {
    bag.dispose();
  }
}

async function integrateSome(
  what: AdaptiveIntegral,
  options: AnalyzeOptions,
  done: number,
  total: number,
): Promise<AdaptiveResult> {
  const { input, tolerance, maxEvaluations, atOnce } = what;
  const paths = Array.from({ length: input.shape[0] }, () => new AdaptivePath(tolerance, maxEvaluations));
  const bag = new TensorBag();
  const kept: Kept[] = [];
  try {
    for (;;) {
      const wanted = paths.map((path) => path.next());
      const places = wanted.flatMap((positions, row) => positions.map((position) => ({ row, position })));
      for (let first = 0; first < places.length; first += atOnce) {
        throwIfAborted(options.signal);
        const some = await evaluate(what, places.slice(first, first + atOnce), paths, options);
        bag.add(some.gradients);
        kept.push(some);
      }
      options.onProgress?.({ done: done + wanted.filter((positions) => positions.length === 0).length, total });
      throwIfAborted(options.signal);
      if (places.length === 0) break;
    }
    return {
      integral: tidy(() => weightedSum(kept, paths, input.shape)),
      evaluations: paths.map(({ evaluations }) => evaluations),
      withinTolerance: paths.map(({ isWithinTolerance }) => isWithinTolerance),
    };
  } finally {
    bag.dispose();
  }
}

/** The gradients at some places, and what their paths learn from them. */
async function evaluate(
  { analyzer, input, reference, mask, further }: AdaptiveIntegral,
  places: readonly Place[],
  paths: readonly AdaptivePath[],
  options: AnalyzeOptions,
): Promise<Kept> {
  const { executor } = options;
  const run = compiles(executor) ? paddedToPowerOfTwo(places) : places; // each batch size is compiled anew
  const bag = new TensorBag();
  try {
    const { points, difference, masks } = tidy(() => pointsAt(run, input, reference, mask));
    bag.addAll([points, difference, masks]);
    const furtherInputs = further && bag.addAll(gathered(further, run));
    const explanation = await analyzer.analyze(points, new MaskSelector(masks), { executor, furtherInputs });
    const { val, output } = explanation;
    for (const one of [val, output, explanation.input]) bag.add(one);
    const [outputs, slopes] = tidy(() => {
      const axes = val.shape.slice(1).map((_, axis) => axis + 1);
      return [selectedValues(masks, output), sum(mul(val, difference), axes)];
    });
    for (const one of [outputs, slopes]) bag.add(one);
    const [outputValues, slopeValues] = await Promise.all([outputs.data(), slopes.data()]);
    places.forEach(({ row, position }, index) => {
      paths[row].learn({ position, output: outputValues[index], slope: slopeValues[index] });
    });
    return { places, gradients: tidy(() => slice(val, 0, places.length)) };
  } finally {
    bag.dispose();
  }
}

/** The further inputs of some places. */
function gathered(further: FurtherInputs, places: readonly Place[]): FurtherInputs {
  const rows = places.map(({ row }) => row);
  return newInputs(further, (one) => (one.shape[0] === 1 ? one : gather(one, tensor1d(rows, 'int32'))));
}

/** The points `x0 + t (x - x0)` of some places, the differences `x - x0`, and the masks. */
function pointsAt(places: readonly Place[], input: Tensor, reference: Tensor, mask: Tensor) {
  const rows = tensor1d(
    places.map(({ row }) => row),
    'int32',
  );
  const lengths = [places.length, ...input.shape.slice(1).map(() => 1)];
  const t = tensor(
    places.map(({ position }) => position),
    lengths,
    'float32',
  );
  const start = reference.shape[0] === 1 ? reference : gather(reference, rows);
  const difference = sub(gather(input, rows), start);
  return { points: add(start, mul(t, difference)), difference, masks: gather(mask, rows) };
}

/** The sums of the gradients, each by the weight of its place, `[samples, ...]`. */
function weightedSum(kept: readonly Kept[], paths: readonly AdaptivePath[], shape: readonly number[]): Tensor {
  const weights = paths.map((path) => path.weights());
  const sums = kept.map(({ places, gradients }) => {
    const each = paths.map((_, row) =>
      places.map((place) => (place.row === row ? (weights[row].get(place.position) ?? 0) : 0)),
    );
    return matMul(tensor(each, [paths.length, places.length], 'float32'), reshape(gradients, [places.length, -1]));
  });
  return reshape(
    sums.reduce((one, other) => add(one, other)),
    [...shape],
  );
}

function paddedToPowerOfTwo(places: readonly Place[]): readonly Place[] {
  const length = 2 ** Math.ceil(Math.log2(places.length));
  return Array.from({ length }, (_, index) => places[Math.min(index, places.length - 1)]);
}
