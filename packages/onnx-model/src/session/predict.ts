import { engine, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { NoGradientError } from 'xai-base';
import { checkBatchShape } from './check-shape';
import type { Value } from './elements';
import { OnnxRunError } from './errors';
import { concatRows, padRows, sliceRows } from './rows';
import type { Session } from './session';
import { toElements, unsupportedType } from './to-elements';
import { isConvertible, toTensor } from './to-tensor';
import type { ValueInfo } from './value-info';

/** What a call of a model means. */
export interface Call {
  readonly session: Session;
  readonly input: ValueInfo;
  readonly output: ValueInfo;
  readonly channelsFirst: boolean;
  readonly fixed: Readonly<Record<string, Value>>;
}

/**
 * Runs a model on a batch. One whose batch is fixed runs as often as the samples need.
 *
 * @throws {ShapeError} {ValueError} when the model takes another input
 * @throws {NoGradientError} when it is called to be differentiated
 */
export function predict(call: Call, input: Tensor): Promise<Tensor> {
  const { session, input: info, output } = call;
  if (engine().state.gradientDepth > 0) throw noGradient();
  session.checkIsUsable();
  if (!isConvertible(output.type)) throw unsupportedType(output);
  checkBatchShape(input.shape, info, session.inputs, call.channelsFirst);
  return read(input, info, call.channelsFirst).then((batch) => run(call, batch));
}

async function run({ session, input, output, fixed }: Call, batch: Value): Promise<Tensor> {
  const [samples] = batch.shape;
  const [stated] = input.shape;
  const rows = typeof stated === 'number' ? stated : samples;
  const results: Value[] = [];
  for (let from = 0; from < samples; from += rows) {
    const to = Math.min(from + rows, samples);
    const part = padRows(sliceRows(batch, from, to), rows);
    const feeds = { ...repeated(fixed, session.inputs, input, rows), [input.name]: part };
    const result = (await session.run(feeds, [output.name]))[output.name];
    results.push(sliceRows(withBatchAxis(result, rows, stated === 1, output), 0, to - from));
  }
  return toTensor(withClassAxis(concatRows(results)), output.name);
}

/** The elements of a tensor, in the model's layout and type. */
async function read(input: Tensor, info: ValueInfo, channelsFirst: boolean): Promise<Value> {
  const axes = input.shape.map((_, axis) => axis);
  const [batch, ...rest] = axes;
  const moved = channelsFirst ? transpose(input, [batch, ...rest.slice(-1), ...rest.slice(0, -1)]) : input;
  try {
    return { type: info.type!, shape: moved.shape, elements: toElements(await moved.data(), input.dtype, info) };
  } finally {
    if (moved !== input) moved.dispose();
  }
}

/** Further inputs: one of a single row is repeated when the model takes a row a sample, as its main input. */
function repeated(
  fixed: Readonly<Record<string, Value>>,
  inputs: readonly ValueInfo[],
  { shape: [batch] }: ValueInfo,
  rows: number,
): Record<string, Value> {
  const isPerSample = (name: string) => inputs.some((info) => info.name === name && info.shape[0] === batch);
  return Object.fromEntries(
    Object.entries(fixed).map(([name, value]) => [
      name,
      value.shape[0] === 1 && isPerSample(name) ? padRows(value, rows) : value,
    ]),
  );
}

/** A model for one sample may return it without a batch axis. */
function withBatchAxis(result: Value, rows: number, isSingle: boolean, output: ValueInfo): Value {
  if (result.shape[0] === rows) return result;
  if (isSingle) return { ...result, shape: [1, ...result.shape] };
  const message = `The output ${output.name} has shape [${result.shape.join(', ')}] for ${rows} samples; expected [${rows}, ...].`;
  throw new OnnxRunError(message, { argument: 'model', value: result.shape, expected: `[${rows}, ...]` });
}

/** One number a sample is one output a sample. */
const withClassAxis = (value: Value): Value =>
  value.shape.length === 1 ? { ...value, shape: [value.shape[0], 1] } : value;

function noGradient(): NoGradientError {
  const message =
    'A model that onnxruntime runs has no gradients. Read the file into TensorFlow.js ops, readOnnx(file), or use a method that needs ' +
    'none, such as RISE or Occlusion.';
  return new NoGradientError(message, { argument: 'model', expected: 'a model that has gradients' });
}
