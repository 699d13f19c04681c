import { type GradConfig, getGradient, type Tensor } from '@tensorflow/tfjs-core';
import { loadGradients } from 'tfjs-gradients';
import { bilinearRule, means } from './bilinear';
import { productRule, ratioRule, shapleyRule, squaredDifferenceRule } from './binary';
import { dilationRule, largestRule, smallestRule } from './extrema';
import { normalizationRule } from './normalization';
import { PairedPasses } from './paired-passes';
import { productOfManyRule } from './product-of-many';
import { type RescaleRule, rescaled } from './rescale-rule';
import { responseNormalizationRule } from './response-normalization';
import { selectionRule } from './selection';
import { softmaxRule, throughLogSoftmax } from './softmax';
import { unaryRule } from './unary';

function table<Value>(names: string, value: Value): [string, Value][] {
  return names.split(' ').map((name) => [name, value]);
}

/** The rule of every nonlinear op. */
export const rescaleRules: ReadonlyMap<string, RescaleRule> = new Map([
  ...table(
    'Abs Acos Acosh Asin Asinh Atan Atanh ClipByValue Cos Cosh Elu Erf Exp Expm1 LeakyRelu Log Log1p',
    unaryRule,
  ),
  ...table('Reciprocal Relu Relu6 Rsqrt Selu Sigmoid Sin Sinh Softplus Sqrt Square Tan Tanh', unaryRule),
  ...table('Ceil Floor Round Sign Step', unaryRule),
  ...table('Multiply', productRule),
  ...table('RealDiv', ratioRule),
  ...table('SquaredDifference', squaredDifferenceRule),
  ...table('Atan2 Maximum Minimum Mod Pow', shapleyRule()),
  ...table('Prelu', shapleyRule(['x', 'alpha'])),
  ...table('MaxPool MaxPool3D Max', largestRule),
  ...table('Min', smallestRule),
  ...table('Dilation2D', dilationRule),
  ...table('Softmax', softmaxRule),
  ...table('Select', selectionRule),
  ...table('Prod', productOfManyRule),
  ...table('LRN', responseNormalizationRule),
  ...table('FusedBatchNorm', normalizationRule),
  ...table('BatchMatMul', bilinearRule('a', 'b')),
  ...table('Conv2D DepthwiseConv2dNative Conv3D', bilinearRule('x', 'filter')),
  ...table('Conv2DBackpropInput', bilinearRule('dy', 'filter')),
  ...table('Einsum', bilinearRule()),
]);

/** Ops that are linear in what depends on the input: their derivative is right. */
export const linearOps: ReadonlySet<string> = new Set(
  [
    'Add AddN AvgPool AvgPool3D BatchToSpaceND Cast Concat Cumsum DepthToSpace Diag ExpandDims FlipLeftRight GatherNd GatherV2',
    'Identity Mean MirrorPad Neg Pack PadV2 Reshape ResizeBilinear ResizeNearestNeighbor Reverse ScatterNd Slice SpaceToBatchND',
    'SplitV StridedSlice Sub Sum TensorScatterUpdate Tile Transpose Unpack UnsortedSegmentSum',
    'OnesLike ZerosLike',
  ].flatMap((names) => names.split(' ')),
);

/** Ops whose outputs are truth values or whole numbers, through which no gradient goes in any method. */
export const discreteOps: ReadonlySet<string> = new Set(
  [
    'All Any ArgMax ArgMin BitwiseAnd Equal FloorDiv Greater GreaterEqual IsFinite IsInf IsNan Less LessEqual LogicalAnd LogicalNot',
    'LogicalOr LogicalXor NotEqual OneHot',
  ].flatMap((names) => names.split(' ')),
);

/** Dense layers and convolutions in one op with their bias, whose gradients find the attributes by the output. */
const fusedOps = ['fusedMatMul__op', 'fusedConv2d__op', 'fusedDepthwiseConv2d__op'];

/** `tf.logSoftmax`, which TensorFlow.js makes of other ops and gives a gradient of its own, from its output. */
const logSoftmaxOp = 'logSoftmax__op';

function isKnown(op: string): boolean {
  return [rescaleRules, linearOps, discreteOps].some((ops) => ops.has(op)) || [...fusedOps, logSoftmaxOp].includes(op);
}

/**
 * Gradients of ops by DeepLift's rescale rule: the multiplier `(f(x) - f(x0)) / (x - x0)` in the place of the derivative, or what stands for it in
 * ops of several values. Ops with a gradient, but without a rule, are refused.
 *
 * @returns the gradients, and the passes through the model that they compare
 */
export function rescaleGradients(): { gradients: GradConfig[]; passes: PairedPasses } {
  loadGradients();
  const passes = new PairedPasses(isKnown);
  const gradients = [
    ...[...rescaleRules].map(([kernelName, rule]) => rescaled(kernelName, rule, passes)),
    ...fusedOps.map((kernelName) => fused(kernelName, passes)),
    logSoftmax(passes),
  ];
  return { gradients, passes };
}

function fused(kernelName: string, passes: PairedPasses): GradConfig {
  const own = getGradient(kernelName);
  return {
    kernelName,
    gradFunc(dy, saved, attributes) {
      const [a, b, ...rest] = saved;
      const factors = means([a, b], passes.atReference(saved).slice(0, 2));
      return own.gradFunc(dy, [...factors, ...rest], attributes);
    },
  };
}

function logSoftmax(passes: PairedPasses): GradConfig {
  return {
    kernelName: logSoftmaxOp,
    gradFunc: (dy, saved) => ({ 0: () => throughLogSoftmax(dy as Tensor, saved[0], passes.atReference(saved)[0]) }),
  };
}
