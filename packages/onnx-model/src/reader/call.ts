import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import { DeviceValue } from '../operators/values/device-value';
import type { HostValue } from '../operators/values/host-value';
import { onDevice, type Value } from '../operators/values/value';
import { outputShape } from '../session/output-shape';
import type { ValueInfo } from '../session/value-info';
import { asType } from './element-type';
import { repeated } from './fixed-inputs';
import type { Program } from './program';

/** What a call of a model means. */
export interface Call {
  readonly program: Program;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** What is passed. */
  readonly input: ValueInfo;
  /** What is returned. */
  readonly output: ValueInfo;
  /** The inputs that may come with a call. */
  readonly others: readonly ValueInfo[];
  /** Fixed inputs of one sample, which is repeated along an axis for every sample. */
  readonly perSample: readonly { readonly name: string; readonly value: HostValue; readonly axis: number }[];
  readonly channelsFirst: boolean;
}

/** Further inputs of a call, by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** What a program is given in a run. */
export function givenValues(
  { input, channelsFirst, ...call }: Call,
  batch: Tensor,
  others: Tensors,
): Map<string, Value> {
  const x = asType(batch, input.type);
  const [rows] = x.shape;
  const values = new Map<string, Value>();
  values.set(input.name, channelsFirst ? DeviceValue.fromChannelsLast(x) : new DeviceValue(x));
  for (const { name, value, axis } of call.perSample) values.set(name, repeated(value, axis, rows));
  for (const { name, type } of call.others) {
    if (Object.hasOwn(others, name)) values.set(name, new DeviceValue(asType(others[name], type)));
  }
  return values;
}

/** What a program returns, as a tensor of its batch. */
export function finished({ outputs, output, channelsFirst }: Call, value: Value, rows: number): Tensor {
  const result = onDevice(value);
  const isInside = !outputs.some(({ name }) => name === output.name);
  if (isInside && channelsFirst) return result.channelsLast;
  const { tensor } = result;
  return tensor.shape[0] === rows && !isInside ? reshape(tensor, outputShape(tensor.shape, output)) : tensor;
}
