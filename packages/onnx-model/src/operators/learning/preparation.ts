import { abs, cast, div, max, mul, sqrt, square, sub, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';

/** `Scaler` of ai.onnx.ml: (x - offset) * scale. */
export const scaler: Operator = (node) => {
  const offset = Float32Array.from(node.attribute('offset', 'floats') ?? [0]);
  const scale = Float32Array.from(node.attribute('scale', 'floats') ?? [1]);
  return ([x]) => new DeviceValue(mul(sub(cast(x.tensor, 'float32'), tensor(offset)), tensor(scale)));
};

const norms: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  MAX: (x) => max(abs(x), -1, true),
  L1: (x) => sum(abs(x), -1, true),
  L2: (x) => sqrt(sum(square(x), -1, true)),
};

/** `Normalizer` of ai.onnx.ml: each row divided by its norm. */
export const normalizer: Operator = (node) => {
  const norm = norms[node.string('norm', 'MAX')];
  return ([x]) => new DeviceValue(div(cast(x.tensor, 'float32'), norm(x.tensor)));
};
