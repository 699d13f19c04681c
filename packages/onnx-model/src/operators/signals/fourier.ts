import { expandDims, gather, mul, reshape, tensor1d } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { positiveAxis } from '../values/indices';
import { knownNumber } from '../values/known';
import { spectrum } from './spectrum';

/** How many frequencies there are of a length: of real numbers one half says all. */
const binsOf = (length: number, isOneSided: boolean): number => (isOneSided ? Math.floor(length / 2) + 1 : length);

/** `DFT` along an axis, which is an attribute before version 20 and an input since. */
export const dft: Operator = (node) => {
  const isInverse = node.int('inverse', 0) === 1;
  const isOneSided = node.int('onesided', 0) === 1;
  if (isInverse && isOneSided) throw new Unsupported('back from one side');
  const attribute = node.opset < 20 ? node.int('axis', 1) : -2;
  return ([x, lengthInput, axisInput]) => {
    const axis = positiveAxis(axisInput ? knownNumber(axisInput, 'The axis') : attribute, x.rank);
    const length = lengthInput ? knownNumber(lengthInput, 'The length of the transform') : x.shape[axis];
    return new DeviceValue(spectrum(x.tensor, axis, { length, bins: binsOf(length, isOneSided), isInverse }));
  };
};

/** `STFT`: the transforms of frames of a signal `[batch, time]` or `[batch, time, 1 or 2]`, each faded by a window. */
export const stft: Operator = (node) => {
  const isOneSided = node.int('onesided', 1) === 1;
  return ([x, stepInput, window, lengthInput]) => {
    const step = knownNumber(stepInput, 'The step of the frames');
    const length = lengthInput ? knownNumber(lengthInput, 'The length of a frame') : window.shape[0];
    const signal = x.rank === 2 ? expandDims(x.tensor, 2) : x.tensor;
    const [batch, time, parts] = signal.shape;
    const frames = Math.floor((time - length) / step) + 1;
    reserve([batch, frames, length, parts]);
    const places = Array.from({ length: frames * length }, (_, at) => Math.floor(at / length) * step + (at % length));
    const cut = reshape(gather(signal, tensor1d(places, 'int32'), 1), [batch, frames, length, parts]);
    const faded = window ? mul(cut, reshape(window.tensor, [length, 1])) : cut;
    return new DeviceValue(spectrum(faded, 2, { length, bins: binsOf(length, isOneSided), isInverse: false }));
  };
};
