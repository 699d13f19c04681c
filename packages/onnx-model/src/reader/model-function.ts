import { reshape, Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { inBatches } from 'xai-base';
import { DeviceValue } from '../operators/values/device-value';
import type { HostValue } from '../operators/values/host-value';
import { sizeOf } from '../operators/values/indices';
import { fromChannelsLast, identity, inverse } from '../operators/values/permute';
import { onDevice, type Value } from '../operators/values/value';
import { checkBatchShape } from '../session/check-shape';
import { DisposedModelError } from '../session/errors';
import { outputShape } from '../session/output-shape';
import { notTensor } from '../session/to-elements';
import type { ValueInfo } from '../session/value-info';
import type { DifferentiableModel } from './differentiable-model';
import { asType, elementType } from './element-type';
import { repeated } from './fixed-inputs';
import { checkInputs } from './graph-value';
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

type Tensors = Readonly<Record<string, Tensor>>;

/** A program as a function of a batch. */
export function modelFunction(call: Call): DifferentiableModel {
  const { program, input, inputs, outputs } = call;
  let isDisposed = false;
  const evaluate = (batch: Tensor, others: Tensors = {}): Tensor => {
    if (isDisposed) {
      throw new DisposedModelError('The model was disposed; read it again: readOnnx(file).', { argument: 'model' });
    }
    if (!(batch instanceof Tensor)) throw notTensor(input.name, batch);
    checkBatchShape(batch.shape, input, inputs, call.channelsFirst);
    checkInputs(
      call.others.map(({ name }) => name).filter((name) => program.needs(name) && !Object.hasOwn(others, name)),
    );
    const [stated] = input.shape;
    const rows = typeof stated === 'number' ? stated : batch.shape[0];
    return tidy(() => inBatches(batch, rows, (part) => run(call, part, others)));
  };
  const dispose = () => {
    isDisposed = true;
    program.dispose();
  };
  const { classes } = call.output;
  return Object.assign(evaluate, { inputs, outputs, ...(classes && { classNames: classes }), dispose });
}

/**
 * Evaluates the first nodes once on zeros, where all lengths are known and small.
 *
 * @throws {ModelError} when nodes do not go with each other
 */
export function rehearse({ program, input, others, perSample, channelsFirst }: Call): void {
  const given = [input, ...others];
  if (!given.every(({ shape }) => isSmall(shape))) return;
  tidy(() => {
    const values = new Map<string, Value>();
    for (const { name, shape, type } of given) {
      const isMoved = channelsFirst && name === input.name;
      const order = isMoved ? fromChannelsLast(shape.length) : identity(shape.length);
      const stored = inverse(order).map((axis) => shape[axis] as number);
      values.set(name, new DeviceValue(zeros(stored, elementType(type)), order));
    }
    for (const { name, value } of perSample) values.set(name, value);
    program.rehearse(values);
  });
}

const isSmall = (shape: readonly (number | string)[]): boolean =>
  shape.length > 0 && shape.every((length) => typeof length === 'number') && sizeOf(shape as number[]) < 2 ** 16;

function run({ program, input, channelsFirst, ...call }: Call, batch: Tensor, others: Tensors): Tensor {
  const x = asType(batch, input.type);
  const [rows] = x.shape;
  const values = new Map<string, Value>();
  values.set(input.name, channelsFirst ? DeviceValue.fromChannelsLast(x) : new DeviceValue(x));
  for (const { name, value, axis } of call.perSample) values.set(name, repeated(value, axis, rows));
  for (const { name, type } of call.others) {
    if (Object.hasOwn(others, name)) values.set(name, new DeviceValue(asType(others[name], type)));
  }
  const result = onDevice(program.run(values));
  const isInside = !call.outputs.some(({ name }) => name === call.output.name);
  if (isInside && channelsFirst) return result.channelsLast;
  const { tensor } = result;
  return tensor.shape[0] === rows && !isInside ? reshape(tensor, outputShape(tensor.shape, call.output)) : tensor;
}
