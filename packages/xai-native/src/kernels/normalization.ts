import { isKnown } from '../graph/value';
import { asIs, rows, shapeOf, type View } from '../graph/view';
import { type KernelTable, translation } from '../trace/kernel-call';
import { product, sumOf } from './binary';
import { elementwise, number } from './elementwise';

/** Normalizations by statistics that are given. */
export const normalizationKernels: KernelTable = {
  FusedBatchNorm: translation<{ varianceEpsilon: number }>(({ inputs, attrs: { varianceEpsilon }, graph }) => {
    const { x, mean, variance } = inputs;
    const scale = inputs.scale ?? number(graph, 1);
    const offset = inputs.offset ?? number(graph, 0);
    const statistics = [mean, variance, scale, offset].map((view) => rows(graph, view));
    const output = { shape: shapeOf(mean), type: 'float32' } as const;
    if (statistics.every(isKnown)) {
      // one product and one sum, with numbers that are computed once
      const factor = graph.deriveOnHost(output, `factor ${varianceEpsilon}`, statistics.slice(1, 3), ([spread, gain]) =>
        factors(spread as Float32Array, gain as Float32Array, varianceEpsilon),
      );
      const shift = graph.deriveOnHost(output, 'shift', [statistics[0], factor, statistics[3]], ([center, by, to]) =>
        shifts(center as Float32Array, by as Float32Array, to as Float32Array),
      );
      return sumOf(graph, product(graph, x, asIs(factor)), asIs(shift));
    }
    const op = (name: string, ...operands: View[]) => elementwise(graph, { op: name, type: 'float32' }, operands);
    const deviation = op('Sqrt', op('Add', variance, number(graph, varianceEpsilon)));
    return sumOf(graph, product(graph, op('Div', op('Sub', x, mean), deviation), scale), offset);
  }),
};

/** `gain / sqrt(variance + epsilon)`, each step rounded to float32, as backends do. */
function factors(variance: Float32Array, gain: Float32Array, epsilon: number): Float32Array {
  const small = Math.fround(epsilon);
  return variance.map((one, channel) => {
    const inverse = Math.fround(1 / Math.sqrt(Math.fround(one + small)));
    return inverse * gain[channel % gain.length];
  });
}

/** `offset - mean * factor`, likewise. */
function shifts(mean: Float32Array, factor: Float32Array, offset: Float32Array): Float32Array {
  return mean.map((one, channel) => offset[channel % offset.length] - Math.fround(one * factor[channel]));
}
