import { type Attributes, float } from 'onnx-format';
import { hull, monotonic, nonNegative, type Range, unit } from '../graph/range';
import type { View } from '../graph/view';
import { type KernelTable, translation } from '../trace/kernel-call';
import { elementwise, number } from './elementwise';

/** A kernel that is one operator on one tensor. */
function unary(op: string, rangeOf?: (range: Range) => Range, attributes?: Attributes) {
  return translation(({ inputs: { x }, graph }) => {
    const { type, range } = x.value;
    return elementwise(graph, { op, type, range: rangeOf?.(range), attributes }, [x]);
  });
}

/** A kernel that gives truth values. */
function test(op: string) {
  return translation(({ inputs: { x }, graph }) => elementwise(graph, { op, type: 'bool', range: unit }, [x]));
}

const always = (range: Range) => () => range;
const relu = (x: number) => Math.max(0, x);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

function chain(...ops: string[]) {
  return translation(({ inputs: { x }, graph }) =>
    ops.reduce<View>((view, op) => elementwise(graph, { op, type: view.value.type }, [view]), x),
  );
}

/** Functions of one tensor, element by element. */
export const unaryKernels: KernelTable = {
  Abs: unary('Abs', ([min, max]) => (min >= 0 ? [min, max] : max <= 0 ? hull(-min, -max) : hull(0, -min, max))),
  Acos: unary('Acos'),
  Acosh: unary('Acosh'),
  Asin: unary('Asin'),
  Asinh: unary('Asinh'),
  Atan: unary('Atan'),
  Atanh: unary('Atanh'),
  Ceil: unary('Ceil', monotonic(Math.ceil)),
  Cos: unary('Cos', always([-1, 1])),
  Cosh: unary('Cosh', always([1, Number.POSITIVE_INFINITY])),
  Elu: unary(
    'Elu',
    monotonic((x) => (x > 0 ? x : Math.expm1(x))),
  ),
  Erf: unary('Erf', always([-1, 1])),
  Exp: unary('Exp', always(nonNegative)),
  Floor: unary('Floor', monotonic(Math.floor)),
  IsFinite: translation(({ inputs: { x }, graph }) => {
    const isBelow = elementwise(graph, { op: 'Less', type: 'bool', range: unit }, [
      elementwise(graph, { op: 'Abs', type: 'float32' }, [x]),
      number(graph, Number.POSITIVE_INFINITY),
    ]);
    return isBelow; // false for NaN, too
  }),
  IsInf: test('IsInf'),
  IsNan: test('IsNaN'),
  LeakyRelu: translation<{ alpha: number }>(({ inputs: { x }, attrs: { alpha }, graph }) =>
    elementwise(graph, { op: 'LeakyRelu', type: 'float32', attributes: { alpha: float(alpha) } }, [x]),
  ),
  Log: unary('Log'),
  Log1p: translation(({ inputs: { x }, graph }) => {
    const more = elementwise(graph, { op: 'Add', type: 'float32' }, [x, number(graph, 1)]);
    return elementwise(graph, { op: 'Log', type: 'float32' }, [more]);
  }),
  Expm1: translation(({ inputs: { x }, graph }) => {
    const power = elementwise(graph, { op: 'Exp', type: 'float32' }, [x]);
    return elementwise(graph, { op: 'Sub', type: 'float32' }, [power, number(graph, 1)]);
  }),
  LogicalNot: test('Not'),
  Neg: unary('Neg', ([min, max]) => [-max, -min]),
  Reciprocal: unary('Reciprocal'),
  Relu: unary('Relu', monotonic(relu)),
  Round: unary('Round', monotonic(Math.round)),
  Rsqrt: chain('Sqrt', 'Reciprocal'),
  Selu: unary('Selu'),
  Sigmoid: unary('Sigmoid', monotonic(sigmoid)),
  Sin: unary('Sin', always([-1, 1])),
  Sinh: unary('Sinh'),
  Softplus: unary('Softplus', always(nonNegative)),
  Sqrt: unary('Sqrt', ([min, max]) => (min >= 0 ? hull(Math.sqrt(min), Math.sqrt(max)) : nonNegative)),
  Square: translation(({ inputs: { x }, graph }) =>
    elementwise(graph, { op: 'Mul', type: x.value.type, range: nonNegative }, [x, x]),
  ),
  Tan: unary('Tan'),
  Tanh: unary('Tanh', monotonic(Math.tanh)),
};
