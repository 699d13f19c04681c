import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../../tooling/jest/backends';
import { differentiate } from '../../src/differentiate';
import { type Example, examples } from './examples';
import { finiteDifferences } from './finite-differences';
import { numbers, spaced } from './random';

const results = new Map<string, number[][]>();

/** The gradients that the package computes for an example. */
function gradientsOf({ f, shapes }: Example, points: number[][]): { weights: number[]; gradients: number[][] } {
  const xs = points.map((values, index) => tensor(values, shapes[index], 'float32'));
  const cotangent = (y: Tensor) => tensor(numbers(y.shape, 17), y.shape, 'float32');
  const result = differentiate(f, xs, cotangent);
  const read = [result.cotangent, ...result.gradients].map((values) => Array.from(values.dataSync()));
  dispose([xs, result.gradients, result.value, result.cotangent]);
  return { weights: read[0], gradients: read.slice(1) };
}

/** Checks every example against finite differences on both backends, and the backends against each other. */
export function checkGradients(): void {
  describeBackends('gradients', (backend) => {
    test.each(examples.map((example) => ({ ...example, note: example.note ?? '' })))(
      '$op $note equals finite differences',
      (example) => {
        const { op, note, f, shapes, range = [-2, 2] } = example;
        const points = shapes.map((shape, index) => spaced(shape, range[0], range[1], index + 1));
        const { weights, gradients } = gradientsOf(example, points);
        const expected = finiteDifferences(f, points, shapes, weights);
        const scale = Math.max(1, ...expected.flat().map(Math.abs));
        gradients.forEach((values, input) => {
          values.forEach((value, element) => {
            expect(Math.abs(value - expected[input][element]) / scale).toBeLessThan(1e-3);
          });
        });
        const key = `${op} ${note}`;
        const others = results.get(key);
        if (others === undefined) {
          results.set(key, gradients);
        } else {
          expect(backend).toBe('wasm');
          gradients.flat().forEach((value, element) => {
            expect(Math.abs(value - others.flat()[element]) / scale).toBeLessThan(1e-5);
          });
        }
      },
    );
  });
}
