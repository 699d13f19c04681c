import { Tensor, transpose } from '@tensorflow/tfjs-core';
import { batchAxisOf } from './batch-axis';
import { checkBatchShape } from './check-shape';
import { byName } from './choose';
import type { Value } from './elements';
import { OnnxRunError } from './errors';
import { outputShape } from './output-shape';
import { concatRows, padRows, repeatAlong, sliceRows } from './rows';
import type { Feeds, Session } from './session';
import { notTensor, toElements, unsupportedType } from './to-elements';
import { isConvertible, toTensor } from './to-tensor';
import type { ValueInfo } from './value-info';

/** What a call of a model means. */
export interface Call {
  readonly session: Session;
  /** The input that is passed; throws when none was chosen. */
  readonly input: () => ValueInfo;
  /** The output that is returned; throws when none was chosen. */
  readonly output: () => ValueInfo;
  readonly channelsFirst: boolean;
  readonly fixed: Feeds;
}

/** Runs a model on a batch. One whose batch is fixed runs as often as the samples need. */
export async function predict({ session, channelsFirst, fixed, ...call }: Call, tensor: Tensor): Promise<Tensor> {
  const [input, output] = [call.input(), call.output()];
  if (!isConvertible(output.type)) throw unsupportedType(output);
  if (!(tensor instanceof Tensor)) throw notTensor(input.name, tensor);
  checkBatchShape(tensor.shape, input, session.inputs, channelsFirst);
  const batch = await read(tensor, input, channelsFirst);
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
  const result = concatRows(results);
  return toTensor({ ...result, shape: outputShape(result.shape, output) }, output.name);
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

/** Further inputs: one of a single sample is repeated along the axis that the model has for samples. */
function repeated(fixed: Feeds, inputs: readonly ValueInfo[], main: ValueInfo, rows: number): Feeds {
  return Object.fromEntries(
    Object.entries(fixed).map(([name, value]) => {
      const axis = batchAxisOf(byName('input', name, inputs), main);
      return [name, value.shape[axis] === 1 ? repeatAlong(value, axis, rows) : value];
    }),
  );
}

/** A model for one sample may return it without a batch axis. */
function withBatchAxis(result: Value, rows: number, isSingle: boolean, output: ValueInfo): Value {
  if (result.shape[0] === rows) return result;
  if (isSingle) return { ...result, shape: [1, ...result.shape] };
  const message = `The output ${output.name} has shape [${result.shape.join(', ')}] for ${rows} samples; expected [${rows}, ...].`;
  throw new OnnxRunError(message, { argument: 'model', value: result.shape, expected: `[${rows}, ...]` });
}
