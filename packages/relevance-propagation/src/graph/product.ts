import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import { type RecordedOperation, type RecordedValue, replay, replayGradients } from 'tfjs-gradients';
import type { LinearOperation } from '../operations/linear-operation';
import { constant, type Parameter } from './parameter';
import { liveBesideConstant } from './uses';

/** A product of a live value with a constant, as rules see a layer: a convolution, a matrix product. */
export interface Product {
  /** The operations that it is made up of, in their order. */
  readonly operations: readonly RecordedOperation[];
  readonly input: RecordedValue;
  readonly output: RecordedValue;
  readonly operation: LinearOperation;
  readonly weight: Parameter;
  readonly bias?: Parameter;
  /** The class of layers that it is one of. */
  readonly type: string;
  /** Brings numbers for each channel of the output, `[channels]`, into a shape that they can be multiplied with the weight in. */
  readonly perChannel?: (numbers: Tensor) => Tensor;
}

/** The classes of layers that products are. */
const types: Readonly<Record<string, string>> = {
  BatchMatMul: 'Dense',
  Conv2D: 'Conv2D',
  Conv2DBackpropInput: 'Conv2DTranspose',
  Conv3D: 'Conv3D',
  Conv3DBackpropInputV2: 'Conv3DTranspose',
  DepthwiseConv2dNative: 'DepthwiseConv2D',
  Einsum: 'Dense',
  fusedConv2d__op: 'Conv2D',
  fusedDepthwiseConv2d__op: 'DepthwiseConv2D',
  fusedMatMul__op: 'Dense',
};

/** An operation as a product with a constant, if it is one. */
export function productOf(recorded: RecordedOperation): Product | undefined {
  const type = types[recorded.kernel];
  if (!type) return undefined;
  const { bias, ...factors } = partsOf(recorded);
  const names = liveBesideConstant({ ...recorded, inputs: factors });
  if (!names || bias?.isLive) return undefined;
  const [input, weight] = [factors[names.live], factors[names.constant]];
  if (names.live !== Object.keys(factors)[0] && type !== 'Dense') return undefined; // the filter depends on the input
  const withWeight = (x: Tensor, w: Tensor) => ({ [names.live]: x, [names.constant]: w });
  return {
    operations: [recorded],
    input,
    output: recorded.outputs[0],
    operation: {
      forward: (x, w) => replay(recorded, withWeight(x, w))[0],
      transposed: (r, w) => replayGradients(recorded, withWeight(input.tensor, w), [r])[names.live](),
    },
    weight: constant(weight),
    ...(bias && { bias: constant(bias) }),
    type,
    perChannel: perChannelOf(recorded, names.constant, weight),
  };
}

/** The factors of a product, and the bias of a fused one. */
function partsOf({ kernel, inputs }: RecordedOperation): Record<string, RecordedValue> & { bias?: RecordedValue } {
  if (!kernel.startsWith('fused')) return { ...inputs };
  const { 2: bias, ...factors } = inputs;
  return bias ? { ...factors, bias } : factors;
}

function perChannelOf(
  { kernel, attributes }: RecordedOperation,
  constant: string,
  { tensor }: RecordedValue,
): Product['perChannel'] {
  if (kernel === 'Conv2D' || kernel === 'Conv3D' || kernel === 'fusedConv2d__op') return (numbers) => numbers;
  if (/depthwise/i.test(kernel)) return (numbers) => reshape(numbers, tensor.shape.slice(2));
  if (kernel === 'Conv2DBackpropInput') return (numbers) => reshape(numbers, [numbers.size, 1]);
  if (kernel === 'BatchMatMul' && constant === 'b' && !attributes.transposeB) return (numbers) => numbers;
  return undefined;
}
