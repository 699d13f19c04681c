import { dispose, neg, randomUniform, relu, setBackend, type Tensor, tidy } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadGradients } from 'tfjs-gradients';
import type { Program } from 'xai-base';
import { trace } from '../../src/trace/trace';
import { kernelExamples } from '../support/kernel-examples';

beforeAll(async () => {
  await setBackend('cpu');
  loadGradients();
});

const signs = {
  'any sign': (x: Tensor) => x,
  'no negative': (x: Tensor) => relu(x),
  'no positive': (x: Tensor) => neg(relu(x)),
};

/** The program on inputs of which the graph knows the signs. */
function withSigns(program: Program, [first, second]: readonly (keyof typeof signs)[]): Program {
  return (...inputs) =>
    program(...inputs.map((x, index) => (x.dtype !== 'float32' ? x : signs[index === 0 ? first : second](x))));
}

const combinations = Object.keys(signs).flatMap((first) =>
  Object.keys(signs).map((second) => [first, second] as (keyof typeof signs)[]),
);

describe.each(Object.keys(kernelExamples))('%s', (name) => {
  test('gives nothing outside of the range that the graph knows', () => {
    for (const { program, inputs } of kernelExamples[name]()) {
      const tensors: Tensor[] = inputs.map((input, index) =>
        Array.isArray(input) ? randomUniform(input, -1, 1, 'float32', 7 + index) : input,
      );
      for (const combination of inputs.length > 1 ? combinations : combinations.filter(([a, b]) => a === b)) {
        const signed = withSigns(program, combination);
        const traced = trace(signed, tensors).outputs;
        const outputs = tidy(() => signed(...tensors).map((output) => output.clone()));
        for (const [
          index,
          {
            range: [min, max],
          },
        ] of traced.entries()) {
          const values = Array.from(outputs[index].dataSync());
          const outside = values.filter((value) => value < min - 1e-6 || value > max + 1e-6);
          expect({ combination, range: [min, max], outside }).toEqual({ combination, range: [min, max], outside: [] });
        }
        dispose(outputs);
      }
      dispose(tensors);
    }
  });
});
