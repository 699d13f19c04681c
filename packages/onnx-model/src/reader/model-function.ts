import { reshape, Tensor, tidy } from '@tensorflow/tfjs-core';
import { DeviceValue } from '../operators/values/device-value';
import type { HostValue } from '../operators/values/host-value';
import { onDevice, type Value } from '../operators/values/value';
import { checkBatchShape } from '../session/check-shape';
import { DisposedModelError } from '../session/errors';
import { notTensor } from '../session/to-elements';
import type { ValueInfo } from '../session/value-info';
import type { DifferentiableModel } from './differentiable-model';
import { asType } from './element-type';
import { repeatRows } from './fixed-inputs';
import { checkInputs } from './graph-value';
import { inBatches } from './in-batches';
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
  /** Inputs of one row that is repeated for every sample. */
  readonly perSample: ReadonlyMap<string, HostValue>;
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
    checkInputs(call.others.map(({ name }) => name).filter((name) => program.needs(name) && !(name in others)));
    const [stated] = input.shape;
    const rows = typeof stated === 'number' ? stated : batch.shape[0];
    return tidy(() => inBatches(batch, rows, (part) => run(call, part, others)));
  };
  const dispose = () => {
    isDisposed = true;
    program.dispose();
  };
  return Object.assign(evaluate, { inputs, outputs, dispose });
}

function run({ program, input, channelsFirst, ...call }: Call, batch: Tensor, others: Tensors): Tensor {
  const x = asType(batch, input.type);
  const [rows] = x.shape;
  const values = new Map<string, Value>();
  values.set(input.name, channelsFirst ? DeviceValue.fromChannelsLast(x) : new DeviceValue(x));
  for (const [name, value] of call.perSample) values.set(name, repeatRows(value, rows));
  for (const { name, type } of call.others) {
    if (name in others) values.set(name, new DeviceValue(asType(others[name], type)));
  }
  const result = onDevice(program.run(values));
  const isInside = !call.outputs.some(({ name }) => name === call.output.name);
  if (isInside && channelsFirst) return result.channelsLast;
  const { tensor } = result;
  const isOnePerSample = tensor.rank === 1 && tensor.shape[0] === rows;
  return isOnePerSample ? reshape(tensor, [rows, 1]) : tensor;
}
