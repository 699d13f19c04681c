import { add, mul, rsqrt, sub } from '@tensorflow/tfjs-core';
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
      const factor = graph.derive(output, `factor ${varianceEpsilon}`, statistics.slice(1, 3), ([spread, gain]) =>
        mul(rsqrt(add(spread, varianceEpsilon)), gain),
      );
      const shift = graph.derive(output, 'shift', [statistics[0], factor, statistics[3]], ([center, by, to]) =>
        sub(to, mul(center, by)),
      );
      return sumOf(graph, product(graph, x, asIs(factor)), asIs(shift));
    }
    const op = (name: string, ...operands: View[]) => elementwise(graph, { op: name, type: 'float32' }, operands);
    const deviation = op('Sqrt', op('Add', variance, number(graph, varianceEpsilon)));
    return sumOf(graph, product(graph, op('Div', op('Sub', x, mean), deviation), scale), offset);
  }),
};
