import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { Unsupported } from '../../operators/unsupported';
import { positiveAxis } from '../../operators/values/indices';
import { knownNumber, knownNumbers } from '../../operators/values/known';
import { compose, fromChannelsLast, identity } from '../../operators/values/permute';
import type { Build, LayerBuilder } from '../layer-builder';
import { FlattenedOutput, LayerOutput, type LayerValue, type OpenShape, PooledOutput } from '../layer-values';
import { channelsLast, constant, soleInput } from './input';
import { zeroPadded } from './padding';

/** The same value: operators that do nothing in inference. */
const pass: LayerBuilder = (build) => build.inputs[0] as LayerValue;

/** `Dropout`, which rules of relevance propagation may name. */
const dropout: LayerBuilder = (build) => {
  const value = soleInput(build);
  const rate = build.constants[1] ? knownNumber(build.constants[1], 'The rate') : build.node.float('ratio', 0.5);
  const symbol = value.storedIn(value.order, build.maker);
  return new LayerOutput(
    build.maker.apply((library, name) => library.layers.dropout({ name, rate }), symbol),
    value.order,
  );
};

/** A value in another shape, of which the first axis is that of the samples. */
function inShape(build: Build, shape: OpenShape): LayerValue {
  const value = soleInput(build);
  if (String(shape) === String(value.shape)) return value;
  if (shape.length === 2 && value instanceof PooledOutput) return new LayerOutput(value.symbol);
  if (shape.length === 2 && value instanceof LayerOutput && isFixed(value.shape)) return new FlattenedOutput(value);
  return reshaped(build, value.storedIn(identity(value.shape.length), build.maker), shape, identity(shape.length));
}

const isFixed = ([, ...sample]: OpenShape): boolean => sample.length > 1 && !sample.includes(null);

/** A layer's output in the shape in which it is to be stored. */
function reshaped(build: Build, symbol: SymbolicTensor, stored: OpenShape, order: readonly number[]): LayerOutput {
  const [samples, ...sample] = stored;
  if (samples !== null || sample.filter((length) => !Number.isFinite(length)).length > 1) {
    throw new Unsupported('of more than one open length');
  }
  const targetShape = sample.map((length) => (Number.isFinite(length) ? (length as number) : -1));
  return new LayerOutput(
    build.maker.apply((library, name) => library.layers.reshape({ name, targetShape }), symbol),
    order,
  );
}

const flatten: LayerBuilder = (build) => {
  const { shape } = soleInput(build);
  if (positiveAxis(build.node.int('axis', 1), shape.length) !== 1) throw new Unsupported('from another axis than 1 on');
  if (!Number.isFinite(featuresOf(shape))) throw new Unsupported('of an open length');
  return inShape(build, [null, featuresOf(shape)]);
};

/** The shape of a graph is computed with NaN for the number of samples. */
const reshape: LayerBuilder = (build) => {
  const { shape } = soleInput(build);
  const asked = knownNumbers(constant(build, 1, 'shape'), 'The shape');
  const lengths = asked.map((length, axis) => (length === 0 ? (shape[axis] ?? Number.NaN) : length));
  const [first, ...rest] = lengths;
  const product = rest.filter((length) => length !== -1).reduce((a, b) => a * b, 1);
  const features = featuresOf(shape);
  const keepsSamples = Number.isNaN(first) || (first === -1 && product === features);
  const isOneSample = first === 1 && (rest.includes(-1) || product === features);
  if (!keepsSamples && !isOneSample) throw new Unsupported(`to [${asked.join(', ')}], which moves the samples`);
  return inShape(build, [null, ...rest.map((length) => (length === -1 ? features / product : length))]);
};

const featuresOf = ([, ...sample]: OpenShape): number =>
  sample.reduce<number>((product, length) => product * (length ?? Number.NaN), 1);

const axesOf = ({ node, constants }: Build): readonly number[] | undefined =>
  node.ints('axes') ?? (constants[1] && knownNumbers(constants[1], 'The axes'));

/** Takes axes of length 1 away; the others stay where they are stored. */
const squeeze: LayerBuilder = (build) => {
  const value = soleInput(build);
  const { shape, order } = value;
  const given = axesOf(build)?.map((axis) => positiveAxis(axis, shape.length));
  const axes = given ?? shape.flatMap((length, axis) => (length === 1 ? [axis] : []));
  const kept = shape.filter((_, axis) => !axes.includes(axis));
  if (kept.length === 2) return inShape(build, kept);
  const symbol = value.storedIn(order, build.maker);
  const places = identity(order.length).filter((place) => !axes.includes(order.indexOf(place)));
  const stored = places.map((place) => symbol.shape[place]);
  const left = order.filter((_, axis) => !axes.includes(axis)).map((place) => places.indexOf(place));
  return reshaped(build, symbol, stored, left);
};

/** Adds axes of length 1, each stored beside the axis that ONNX sees next to it. */
const unsqueeze: LayerBuilder = (build) => {
  const value = soleInput(build);
  const given = axesOf(build) ?? [];
  const rank = value.shape.length + given.length;
  const axes = given.map((axis) => positiveAxis(axis, rank)).sort((a, b) => a - b);
  const symbol = value.storedIn(value.order, build.maker);
  let stored: OpenShape = symbol.shape;
  let order = [...value.order];
  for (const axis of axes) {
    const place = axis < order.length ? order[axis] : order[axis - 1] + 1;
    stored = stored.toSpliced(place, 0, 1);
    order = order.map((one) => (one < place ? one : one + 1)).toSpliced(axis, 0, place);
  }
  return reshaped(build, symbol, stored, order);
};

const transpose: LayerBuilder = (build) => {
  const value = soleInput(build);
  const order = build.node.ints('perm') ?? identity(value.shape.length).reverse();
  const symbol = value.storedIn(value.order, build.maker);
  return new LayerOutput(symbol, compose(value.order, order));
};

/** `Pad` of images by zeros. */
const pad: LayerBuilder = (build) => {
  const { node, constants, maker } = build;
  const value = constants[2] ? knownNumber(constants[2], 'The value') : node.float('value', 0);
  if (node.string('mode', 'constant') !== 'constant' || value !== 0)
    throw new Unsupported('by something else than zeros');
  if (constants[3]) throw new Unsupported('of some axes');
  const pads = node.ints('pads') ?? knownNumbers(constant(build, 1, 'padding'), 'The padding');
  const rank = pads.length / 2;
  const margins = fromChannelsLast(rank).map((_, axis) => [pads[axis], pads[axis + rank]] as [number, number]);
  if (margins.flat().every((margin) => margin === 0)) return soleInput(build);
  const outer = [...margins[0], ...margins[1]];
  if (outer.some((margin) => margin !== 0)) throw new Unsupported('of samples or channels');
  return LayerOutput.fromChannelsLast(zeroPadded(channelsLast(build), margins.slice(2), maker));
};

/** `Gather` from a constant table by token indices: Embedding. */
const embedding: LayerBuilder = (build) => {
  const table = build.constants[0];
  const tokens = build.inputs[1];
  if (!table || !tokens || table.rank !== 2 || build.node.int('axis', 0) !== 0) {
    throw new Unsupported('of something else than rows of a constant table');
  }
  const [inputDim, outputDim] = table.shape;
  const symbol = tokens.storedIn(identity(tokens.shape.length), build.maker) as SymbolicTensor;
  const settings = { inputDim, outputDim, embeddingsInitializer: 'zeros' } as const;
  return new LayerOutput(
    build.maker.apply((library, name) => library.layers.embedding({ name, ...settings }), symbol, undefined, [
      table.tensor,
    ]),
  );
};

/** Layers that move values, or look them up. */
export const shapeLayers: Readonly<Record<string, LayerBuilder>> = {
  Cast: pass,
  Dropout: dropout,
  Flatten: flatten,
  Gather: embedding,
  Identity: pass,
  Pad: pad,
  Reshape: reshape,
  Squeeze: squeeze,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
};
