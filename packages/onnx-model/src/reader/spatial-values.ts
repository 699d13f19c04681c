import type { Step } from './blocks/step';

/** Operators whose results are feature maps `[batch, channels, ...]`. */
const makers = new Set([
  ...['Conv', 'ConvTranspose', 'ConvInteger', 'QLinearConv', 'FusedConv', 'MaxPool', 'AveragePool', 'LRN'],
  ...['BatchNormalization', 'InstanceNormalization', 'GroupNormalization', 'DepthToSpace', 'SpaceToDepth'],
]);

/** Operators that leave channels where they are. */
const keepers = new Set([
  ...['Relu', 'LeakyRelu', 'PRelu', 'Elu', 'Selu', 'Celu', 'Gelu', 'QuickGelu', 'Sigmoid', 'Tanh', 'HardSigmoid'],
  ...['HardSwish', 'Mish', 'Softplus', 'Softsign', 'ThresholdedRelu', 'Clip', 'Erf', 'Exp', 'Sqrt', 'Abs', 'Neg'],
  ...['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Sum', 'Mean', 'Pow', 'Where', 'Concat', 'Split', 'Slice', 'Pad'],
  ...['Identity', 'Cast', 'Dropout', 'Resize', 'Upsample', 'QuantizeLinear', 'DequantizeLinear', 'If', 'CastLike'],
]);

/** The values of a program that are feature maps with their channels on axis 1, as convolutions make them, in the order of evaluation. */
export function spatialValues(steps: readonly Step[]): Set<string> {
  const found = new Set<string>();
  for (const { node } of steps) {
    const isFrom = node.inputs.some((name) => found.has(name));
    if (!makers.has(node.op) && !(keepers.has(node.op) && isFrom)) continue;
    for (const name of node.outputs) if (name) found.add(name);
  }
  return found;
}
