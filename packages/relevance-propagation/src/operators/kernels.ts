/** Functions of one value, element by element, that are not linear: f(x). */
export const elementwiseFunctions: ReadonlySet<string> = new Set([
  'Abs',
  'Acos',
  'Acosh',
  'Asin',
  'Asinh',
  'Atan',
  'Atanh',
  'Ceil',
  'ClipByValue',
  'Cos',
  'Cosh',
  'Elu',
  'Erf',
  'Exp',
  'Expm1',
  'Floor',
  'LeakyRelu',
  'Log',
  'Log1p',
  'Pow',
  'Prelu',
  'Reciprocal',
  'Relu',
  'Relu6',
  'Round',
  'Rsqrt',
  'Selu',
  'Sigmoid',
  'Sign',
  'Sin',
  'Sinh',
  'Softplus',
  'Sqrt',
  'Square',
  'SquaredDifference',
  'Step',
  'Tan',
  'Tanh',
]);

/** Operations that leave each element in its place, and are linear in all of their values together. */
export const elementwiseLinear: ReadonlySet<string> = new Set(['Add', 'AddN', 'Cast', 'Identity', 'Neg', 'Sub']);

/** Operations that only move, copy, leave out or add zeros to elements. */
export const movements: ReadonlySet<string> = new Set([
  'BatchToSpaceND',
  'BroadcastTo',
  'Concat',
  'DepthToSpace',
  'ExpandDims',
  'FlipLeftRight',
  'GatherNd',
  'GatherV2',
  'MirrorPad',
  'Pack',
  'PadV2',
  'Reshape',
  'Reverse',
  'ScatterNd',
  'Slice',
  'SpaceToBatchND',
  'SplitV',
  'StridedSlice',
  'TensorScatterUpdate',
  'Tile',
  'Transpose',
  'Unpack',
]);

/** Sums and means over axes. */
export const reductions: ReadonlySet<string> = new Set(['Mean', 'Sum']);

/** Further operations that are linear in one value and have no other, among them those that make constants of its shape. */
export const linearMaps: ReadonlySet<string> = new Set([
  'AvgPool',
  'AvgPool3D',
  'Cumsum',
  'Diag',
  'OnesLike',
  'ResizeBilinear',
  'ResizeNearestNeighbor',
  'UnsortedSegmentSum',
  'ZerosLike',
]);

/** The logarithm of softmax. */
export const logSoftmaxes: ReadonlySet<string> = new Set(['LogSoftmax', 'logSoftmax__op']);

/** Operations that pass on one of several elements, chosen by their values or by a constant. */
export const selections: ReadonlySet<string> = new Set([
  'Max',
  'MaxPool',
  'MaxPool3D',
  'Maximum',
  'Min',
  'Minimum',
  'Select',
  'TopK',
]);

/** The selections among two values, element by element, which bound a value where the other is a constant. */
export const bounds: ReadonlySet<string> = new Set(['Maximum', 'Minimum']);

/** Operations that are linear in each of two values: products in the widest sense. */
export const products: ReadonlySet<string> = new Set([
  'BatchMatMul',
  'Conv2D',
  'Conv2DBackpropInput',
  'Conv3D',
  'Conv3DBackpropInputV2',
  'DepthwiseConv2dNative',
  'Einsum',
  'Multiply',
  'fusedConv2d__op',
  'fusedDepthwiseConv2d__op',
  'fusedMatMul__op',
]);
