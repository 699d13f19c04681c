import type { Tensor } from '@tensorflow/tfjs-core';
import { batchesOf, joinBatches, nearest, ValueError } from 'xai-base';
import { DeviceValue } from '../operators/values/device-value';
import { HostValue } from '../operators/values/host-value';
import { onDevice, type Value } from '../operators/values/value';
import { describeName } from '../session/value-info';
import { type Call, finished, givenValues, type Tensors } from './call';
import type { CutModel, FeatureMaps } from './differentiable-model';
import type { Program } from './program';

/** @throws {ValueError} when a program does not compute a value of this name */
export function checkCut(program: Program, name: string): void {
  const { computed } = program;
  if (computed.includes(name)) return;
  const like = nearest(String(name), computed);
  const expected = 'a value inside of the graph that the output depends on, and that depends on the input';
  const meant = like === undefined ? '' : ` Is ${JSON.stringify(describeName(like))} meant?`;
  throw new ValueError(
    `The model computes no value ${JSON.stringify(describeName(String(name)))} on the way to its output; expected ${expected}.${meant} ` +
      'model.featureMaps(input) lists those with a space.',
    { argument: 'value', value: name, expected },
  );
}

/** A model at a batch in two halves; the batches that a model with a fixed batch runs in are cut each. */
export function splitAt(
  { call, name, others }: { call: Call; name: string; others: Tensors },
  batch: Tensor,
  rows: number,
): CutModel {
  const isSpatial = call.program.featureMaps.has(name);
  const parts = batchesOf([batch], rows).map(([part]) => call.program.split(givenValues(call, part, others), name));
  const activations = parts.map(([value]) => (isSpatial ? onDevice(value).channelsLast : value.tensor));
  const [samples] = batch.shape;
  return {
    features: joinBatches(activations, samples),
    rest: (features) => {
      const outputs = batchesOf([features], rows).map(([maps], index) => {
        const value: Value = isSpatial ? DeviceValue.fromChannelsLast(maps) : new DeviceValue(maps);
        return finished(call, parts[index][1](value), maps.shape[0]);
      });
      return joinBatches(outputs, samples);
    },
  };
}

/** The feature maps of a model with more than one place in space, the last ones first. */
export function featureMapsIn(call: Call, batch: Tensor, others: Tensors): FeatureMaps[] {
  const values = call.program.runWhole(givenValues(call, batch, others));
  return [...call.program.featureMaps].reverse().flatMap((name) => {
    const value = values.get(name);
    if (!value || value instanceof HostValue || name === call.output.name) return [];
    const [samples, channels, ...space] = value.shape;
    const places = space.reduce((product, length) => product * length, 1);
    return places > 1 ? [{ name, shape: [samples, ...space, channels] }] : [];
  });
}
