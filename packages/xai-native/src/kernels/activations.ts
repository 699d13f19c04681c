import type { Graph } from '../graph/graph';
import { hull, unit } from '../graph/range';
import { producer } from '../graph/value';
import type { View } from '../graph/view';
import { type KernelTable, translation } from '../trace/kernel-call';
import { choose, product } from './binary';
import { greater, isPositive } from './comparisons';
import { cast, elementwise, number } from './elementwise';
import { unaryKernels } from './unary';

/** Cut off below and above. */
function clipped(graph: Graph, x: View, min: number, max: number): View {
  const { order } = x;
  const [inner] = producer(x.value, 'Relu')?.inputs ?? [];
  const source = inner && min === 0 ? { value: inner, order } : x; // one clip does for both
  const [low, high] = [min, max].map((bound) => graph.fill(bound, [], x.value.type));
  const [lowest, highest] = x.value.range;
  const clip = (value: number) => Math.min(Math.max(value, min), max);
  const range = hull(clip(lowest), clip(highest));
  return {
    value: graph.one('Clip', [source.value, low, high], { shape: x.value.shape, type: x.value.type, range }),
    order,
  };
}

function negativeScaled(graph: Graph, x: View, alpha: View): View {
  const isNegative = greater(graph, number(graph, 0), x);
  return choose(graph, isNegative, product(graph, alpha, x), x);
}

/** What a fused kernel says of its activation. */
export interface FusedActivation {
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}

/** The activation of a fused kernel. */
export function activated(
  graph: Graph,
  x: View,
  { activation = 'linear', leakyreluAlpha }: FusedActivation,
  weights?: View,
) {
  const apply = (name: string, attrs: object = {}) =>
    ({ ...unaryKernels, ...activationKernels })[name]({ inputs: { x }, attrs, graph }) as View;
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return apply('Relu');
    case 'relu6':
      return apply('Relu6');
    case 'elu':
      return apply('Elu');
    case 'sigmoid':
      return apply('Sigmoid');
    case 'leakyrelu':
      return apply('LeakyRelu', { alpha: leakyreluAlpha ?? 0.2 });
    case 'prelu':
      return negativeScaled(graph, x, weights as View);
    default:
      throw new Error(`unknown activation ${activation}`);
  }
}

/** Activation functions and their gradients. */
export const activationKernels: KernelTable = {
  ClipByValue: translation<{ clipValueMin: number; clipValueMax: number }>(({ inputs: { x }, attrs, graph }) =>
    clipped(graph, x, attrs.clipValueMin, attrs.clipValueMax),
  ),
  EluGrad: translation(({ inputs: { dy, y }, graph }) => {
    const slope = elementwise(graph, { op: 'Add', type: 'float32' }, [y, number(graph, 1)]);
    const isAbove = elementwise(graph, { op: 'GreaterOrEqual', type: 'bool', range: unit }, [y, number(graph, 0)]);
    return choose(graph, isAbove, dy, product(graph, dy, slope));
  }),
  Prelu: translation(({ inputs: { x, alpha }, graph }) => negativeScaled(graph, x, alpha)),
  Relu6: translation(({ inputs: { x }, graph }) => clipped(graph, x, 0, 6)),
  Sign: translation(({ inputs: { x }, graph }) => {
    const [above, below] = [isPositive(graph, x), greater(graph, number(graph, 0), x)];
    return elementwise(graph, { op: 'Sub', type: 'float32', range: [-1, 1] }, [
      cast(graph, above, 'float32'),
      cast(graph, below, 'float32'),
    ]);
  }),
  Step: translation<{ alpha?: number }>(({ inputs: { x }, attrs: { alpha = 0 }, graph }) => {
    const isAbove = isPositive(graph, x);
    if (alpha === 0) return cast(graph, isAbove, 'float32');
    return choose(graph, isAbove, number(graph, 1), number(graph, alpha));
  }),
};
