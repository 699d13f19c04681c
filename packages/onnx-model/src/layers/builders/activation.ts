import { reshape } from '@tensorflow/tfjs-core';
import { Unsupported } from '../../operators/unsupported';
import { positiveAxis, sizeOf } from '../../operators/values/indices';
import { knownNumber } from '../../operators/values/known';
import type { Build, LayerBuilder } from '../layer-builder';
import type { Layers } from '../layer-maker';
import { LayerOutput, PooledOutput } from '../layer-values';
import { constant, soleInput } from './input';

type Make = Parameters<Build['maker']['apply']>[0];
type ActivationName = Parameters<Layers['layers']['activation']>[0]['activation'];

/** A layer that is computed element by element, wherever the axes are stored. */
const elementwise =
  (makeOf: (build: Build) => Make): LayerBuilder =>
  (build) => {
    const value = soleInput(build);
    const symbol = value.storedIn(value.order, build.maker);
    return new LayerOutput(build.maker.apply(makeOf(build), symbol), value.order);
  };

const named = (activation: ActivationName): LayerBuilder =>
  elementwise(() => (library, name) => library.layers.activation({ name, activation }));

/** `Clip` from 0 on: ReLU with a maximum. */
const clip = elementwise(({ node, constants }) => {
  const limit = (index: number, attribute: string, otherwise: number) => {
    const value = constants[index];
    return value ? knownNumber(value, 'The limit') : node.float(attribute, otherwise);
  };
  const low = limit(1, 'min', Number.NEGATIVE_INFINITY);
  const maxValue = limit(2, 'max', Number.POSITIVE_INFINITY);
  if (low !== 0) throw new Unsupported(`from ${low} on`);
  return (library, name) => library.layers.reLU({ name, ...(Number.isFinite(maxValue) && { maxValue }) });
});

/** `Softmax` or `LogSoftmax` of the classes, the last axis. */
const competition =
  (activation: ActivationName): LayerBuilder =>
  (build) => {
    const { node } = build;
    const value = soleInput(build);
    const rank = value.shape.length;
    const axis = positiveAxis(node.int('axis', node.opset < 13 ? 1 : -1), rank);
    if (value instanceof PooledOutput && axis === 1) {
      const make: Make = (library, name) => library.layers.activation({ name, activation });
      return new PooledOutput(build.maker.apply(make, value.symbol), rank);
    }
    const isLast = value.order[axis] === rank - 1;
    if (!isLast || (node.opset < 13 && axis !== rank - 1)) throw new Unsupported('of another axis than the last');
    return named(activation)(build);
  };

/** `PRelu` with a slope a channel. */
const prelu: LayerBuilder = (build) => {
  const value = soleInput(build);
  const slope = constant(build, 1, 'slope');
  const symbol = value.storedIn(value.order, build.maker);
  const channels = symbol.shape[symbol.rank - 1] as number;
  if (sizeOf(slope.shape) !== 1 && sizeOf(slope.shape) !== channels)
    throw new Unsupported('with a slope for each place');
  const sharedAxes = symbol.shape.map((_, axis) => axis).slice(1, sizeOf(slope.shape) === 1 ? undefined : -1);
  const alpha = reshape(slope.tensor, [...symbol.shape.slice(1, -1).map(() => 1), sizeOf(slope.shape)]);
  const make: Make = (library, name) => library.layers.prelu({ name, sharedAxes, alphaInitializer: 'zeros' });
  return new LayerOutput(build.maker.apply(make, symbol, undefined, [alpha]), value.order);
};

/** Activation functions. */
export const activationLayers: Readonly<Record<string, LayerBuilder>> = {
  Clip: clip,
  Elu: elementwise(({ node }) => {
    const alpha = node.float('alpha', 1);
    return (library, name) => library.layers.elu({ name, alpha });
  }),
  Gelu: (build) => named(build.node.string('approximate', 'none') === 'tanh' ? 'gelu_new' : 'gelu')(build),
  HardSigmoid: (build) => {
    const { node } = build;
    const isUsual = Math.abs(node.float('alpha', 0.2) - 0.2) < 1e-6 && node.float('beta', 0.5) === 0.5;
    if (!isUsual) throw new Unsupported('with parameters of its own');
    return named('hardSigmoid')(build);
  },
  LeakyRelu: elementwise(({ node }) => {
    const alpha = node.float('alpha', 0.01);
    return (library, name) => library.layers.leakyReLU({ name, alpha });
  }),
  LogSoftmax: competition('logSoftmax' as ActivationName),
  Mish: named('mish'),
  PRelu: prelu,
  Relu: elementwise(() => (library, name) => library.layers.reLU({ name })),
  Selu: named('selu'),
  Sigmoid: named('sigmoid'),
  Softmax: competition('softmax'),
  Softplus: named('softplus'),
  Softsign: named('softsign'),
  Tanh: named('tanh'),
};
