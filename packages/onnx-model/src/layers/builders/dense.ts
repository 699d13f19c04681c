import { mul, reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { Unsupported } from '../../operators/unsupported';
import { identity } from '../../operators/values/permute';
import type { Value } from '../../operators/values/value';
import type { Build, LayerBuilder } from '../layer-builder';
import { FlattenedOutput, LayerOutput } from '../layer-values';
import { constant, soleInput } from './input';

/** `Gemm` with a constant factor: Dense. */
export const gemm: LayerBuilder = (build) => {
  const { node, constants } = build;
  if (node.int('transA', 0) === 1) throw new Unsupported('of a transposed input');
  const weight = constant(build, 1, 'second factor').tensor;
  const oriented = node.int('transB', 0) === 1 ? transpose(weight) : weight;
  const [alpha, beta] = [node.float('alpha', 1), node.float('beta', 1)];
  const bias = constants[2] && mul(constants[2].tensor, beta);
  return dense(build, mul(oriented, alpha), bias);
};

/** `MatMul` by a constant matrix, and the constant that is added after it: Dense. */
export const matMulLayer: LayerBuilder = (build) => {
  const weight = constant(build, 1, 'second factor');
  if (weight.rank !== 2) throw new Unsupported('by something else than one matrix');
  const bias: Value | undefined = build.takeBias(weight.shape[1]);
  return dense(build, weight.tensor, bias?.tensor);
};

function dense(build: Build, kernel: Tensor, bias: Tensor | undefined): LayerOutput {
  const [inputs, units] = kernel.shape as [number, number];
  const offset = bias && (bias.size === units ? reshape(bias, [units]) : undefined);
  if (bias && !offset) throw new Unsupported('with a bias that is not one number for each output');
  const value = soleInput(build);
  let input: SymbolicTensor;
  let weight = kernel;
  if (value instanceof FlattenedOutput) {
    const { symbol, axes, lengths } = value.asStored(build.maker);
    input = symbol;
    const features = reshape(kernel, [...lengths, units]);
    weight = reshape(transpose(features, [...axes, axes.length]), [inputs, units]);
  } else {
    input = value.storedIn(identity(value.shape.length), build.maker);
  }
  const settings = { units, useBias: offset !== undefined, kernelInitializer: 'zeros' } as const;
  return new LayerOutput(
    build.maker.apply((library, name) => library.layers.dense({ name, ...settings }), input, undefined, [
      weight,
      ...(offset ? [offset] : []),
    ]),
  );
}
