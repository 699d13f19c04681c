import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { Unsupported } from '../../operators/unsupported';
import { positiveAxis } from '../../operators/values/indices';
import type { Build, LayerBuilder } from '../layer-builder';
import { LayerOutput, type LayerValue } from '../layer-values';
import { affine, affineParts } from './normalization';

type JoiningLayer = 'add' | 'average' | 'maximum' | 'minimum' | 'multiply';

/** All inputs, with their axes in the same order: that of the first one which has an order of its own. */
function aligned({ inputs, constants, maker }: Build): { symbols: SymbolicTensor[]; order: readonly number[] } {
  if (constants.some((value) => value !== undefined))
    throw new Unsupported('with several inputs, one of them a constant');
  const values = inputs as readonly LayerValue[];
  const rank = values[0].shape.length;
  if (values.some(({ shape }) => shape.length !== rank)) throw new Unsupported('of inputs of several ranks');
  const order = (values.find((value) => value.order.some((axis, index) => axis !== index)) ?? values[0]).order;
  return { symbols: values.map((value) => value.storedIn(order, maker)), order };
}

const join =
  (layer: JoiningLayer): LayerBuilder =>
  (build) => {
    const { symbols, order } = aligned(build);
    if (symbols.length === 1) return new LayerOutput(symbols[0], order);
    return new LayerOutput(
      build.maker.apply((library, name) => library.layers[layer]({ name }), symbols),
      order,
    );
  };

/** Arithmetic with a constant for each channel, or of several inputs. */
const arithmetic =
  (op: keyof typeof affineParts, layer: LayerBuilder): LayerBuilder =>
  (build) => {
    const value = build.inputs[0] ?? build.inputs[1];
    const constant = build.constants[0] ?? build.constants[1];
    if (!constant || !value || build.inputs.length > 2) return layer(build);
    const commutes = op === 'Add' || op === 'Mul';
    if (build.inputs[0] === undefined && !commutes) throw new Unsupported('of a constant by an input');
    return affine(build, value, constant, affineParts[op]);
  };

const noJoin: LayerBuilder = () => {
  throw new Unsupported('of two inputs that are no constants');
};

const concatenate: LayerBuilder = (build) => {
  const { symbols, order } = aligned(build);
  const axis = order[positiveAxis(build.node.int('axis', 0), order.length)];
  return new LayerOutput(
    build.maker.apply((library, name) => library.layers.concatenate({ name, axis }), symbols),
    order,
  );
};

/** Layers that join several inputs. */
export const joiningLayers: Readonly<Record<string, LayerBuilder>> = {
  Add: arithmetic('Add', join('add')),
  Concat: concatenate,
  Div: arithmetic('Div', noJoin),
  Max: join('maximum'),
  Mean: join('average'),
  Min: join('minimum'),
  Mul: arithmetic('Mul', join('multiply')),
  Sub: arithmetic('Sub', noJoin),
  Sum: join('add'),
};
