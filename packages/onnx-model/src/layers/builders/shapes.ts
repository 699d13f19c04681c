import { Unsupported } from '../../operators/unsupported';
import { positiveAxis } from '../../operators/values/indices';
import { knownNumber, knownNumbers } from '../../operators/values/known';
import { fromChannelsLast } from '../../operators/values/permute';
import type { LayerBuilder } from '../layer-builder';
import { LayerOutput, type LayerValue, type OpenShape } from '../layer-values';
import { DirectedOutput } from '../recurrent-values';
import { squeeze, transpose, unsqueeze } from './axes';
import { gather } from './gather';
import { inShape } from './in-shape';
import { channelsLast, constant, soleInput } from './input';
import { zeroPadded } from './padding';

/** The same value: operators that do nothing in inference. */
const pass: LayerBuilder = (build) => build.inputs[0] as LayerValue;

/** `Cast`, which changes nothing between layers, but for rounding. */
const castTo: LayerBuilder = (build) => {
  const isFloat = [1, 10, 11, 16].includes(build.node.int('to', 1));
  const value = soleInput(build);
  const { dtype } = value.storedIn(value.order, build.maker);
  if (!isFloat && dtype !== 'int32') throw new Unsupported('to whole numbers or truth values');
  return value;
};

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

/** `Flatten`. */
const flatten: LayerBuilder = (build) => {
  const { shape } = soleInput(build);
  if (positiveAxis(build.node.int('axis', 1), shape.length) !== 1) throw new Unsupported('from another axis than 1 on');
  if (!Number.isFinite(featuresOf(shape))) throw new Unsupported('of an open length');
  return inShape(build, [null, featuresOf(shape)]);
};

/** The shape of a graph is computed with NaN for the number of samples. */
const reshape: LayerBuilder = (build) => {
  const value = soleInput(build);
  const { shape } = value;
  const asked = knownNumbers(constant(build, 1, 'shape'), 'The shape');
  if (value instanceof DirectedOutput && value.kind === 'joined steps' && asked.length === 3) return value.joined;
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

/** Layers that move values, or look them up. */
export const shapeLayers: Readonly<Record<string, LayerBuilder>> = {
  Cast: castTo,
  Dropout: dropout,
  Flatten: flatten,
  Gather: gather,
  Identity: pass,
  Pad: pad,
  Reshape: reshape,
  Squeeze: squeeze,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
};
