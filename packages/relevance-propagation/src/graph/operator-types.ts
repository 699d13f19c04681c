import type { RecordedOperation } from 'tfjs-gradients';
import type { Verdict } from '../operators/verdict';

/** The classes of layers that kernels do the work of. */
const types: Readonly<Record<string, string>> = {
  AvgPool: 'AveragePooling2D',
  AvgPool3D: 'AveragePooling2D',
  Concat: 'Concatenate',
  Elu: 'ELU',
  LeakyRelu: 'LeakyReLU',
  MaxPool: 'MaxPooling2D',
  MaxPool3D: 'MaxPooling2D',
  Maximum: 'Maximum',
  Minimum: 'Minimum',
  Prelu: 'PReLU',
  Relu: 'ReLU',
  Relu6: 'ReLU',
  Reshape: 'Reshape',
  Transpose: 'Permute',
};

/** The class of layers that an operation is one of, by which composites name it; its kernel, where there is none. */
export function typeOf({ kernel, inputs, outputs }: RecordedOperation, verdict: Verdict): string {
  if (verdict.kind === 'softmax') return 'Softmax';
  if (verdict.kind === 'statistic') return 'LayerNormalization';
  const known = types[kernel];
  if (known) return known;
  if (verdict.kind === 'activation') return 'Activation';
  const live = Object.values(inputs).filter(({ isLive }) => isLive).length;
  if (kernel === 'Add' || kernel === 'AddN') return live > 1 ? 'Add' : kernel;
  if (kernel === 'Sub') return live > 1 ? 'Subtract' : kernel;
  if (kernel === 'Multiply') return live > 1 ? 'Multiply' : kernel;
  const [from, to] = [Object.values(inputs)[0]?.tensor, outputs[0].tensor];
  const isOverPlaces = from.rank > 2 && to.shape.at(-1) === from.shape.at(-1) && to.shape[0] === from.shape[0];
  if (kernel === 'Mean' && isOverPlaces) return 'GlobalAveragePooling2D';
  if (kernel === 'Max' && isOverPlaces) return 'GlobalMaxPooling2D';
  return kernel;
}
