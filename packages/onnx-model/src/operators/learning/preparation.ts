import { abs, cast, div, max, mul, sqrt, square, sub, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { notZero } from '../normalization/not-zero';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';
import { own } from '../values/own';

/** `Scaler` of ai.onnx.ml: (x - offset) * scale. */
export const scaler: Operator = (node) => {
  const offset = Float32Array.from(node.attribute('offset', 'floats') ?? [0]);
  const scale = Float32Array.from(node.attribute('scale', 'floats') ?? [1]);
  return ([x]) => new DeviceValue(mul(sub(cast(x.tensor, 'float32'), tensor(offset)), tensor(scale)));
};

const norms: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  MAX: (x) => notZero(max(x, -1, true)),
  L1: (x) => notZero(sum(abs(x), -1, true)),
  L2: (x) => sqrt(notZero(sum(square(x), -1, true))),
};

/** `Normalizer` of ai.onnx.ml: each row divided by its norm. */
export const normalizer: Operator = (node) => {
  const name = node.string('norm', 'MAX');
  const norm = own(norms, name);
  if (!norm) throw new Unsupported(`with the norm ${name}`);
  return ([x]) => {
    const rows = cast(x.tensor, 'float32');
    return new DeviceValue(div(rows, norm(rows)));
  };
};
