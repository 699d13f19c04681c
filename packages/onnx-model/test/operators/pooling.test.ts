import fc from 'fast-check';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, randomNumbers } from '../support/against-onnxruntime';

/** Numbers that are far enough apart for differences. */
function distinctNumbers(size: number): number[] {
  const order = randomNumbers(size).map((value, index) => ({ value, index }));
  return order.sort((a, b) => a.value - b.value).map(({ index }) => (index - size / 2) / 50);
}

const axis = fc
  .record({
    length: fc.integer({ min: 4, max: 9 }),
    kernel: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    before: fc.integer({ min: 0, max: 3 }),
    after: fc.integer({ min: 0, max: 3 }),
  })
  .map((one) => ({
    ...one,
    before: Math.min(one.before, one.kernel - 1),
    after: Math.min(one.after, one.kernel - 1),
  }));

const geometry = fc.record({
  axes: fc.array(axis, { minLength: 1, maxLength: 2 }),
  ceil: fc.integer({ min: 0, max: 1 }),
  counts: fc.integer({ min: 0, max: 1 }),
  autoPad: fc.constantFrom('NOTSET', 'NOTSET', 'SAME_UPPER', 'SAME_LOWER', 'VALID'),
});

describeBackends('pooling', () => {
  it.each(['MaxPool', 'AveragePool'])('%s of any geometry', async (op) => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ axes, ceil, counts, autoPad }) => {
        // onnxruntime would move windows whose strides are longer than they are, as none of the exporters means it
        if (autoPad.startsWith('SAME')) fc.pre(axes.every(({ kernel, stride }) => stride <= kernel));
        const shape = [2, 2, ...axes.map(({ length }) => length)];
        await expectSame({
          op,
          opset: 19,
          shape,
          values: distinctNumbers(shape.reduce((a, b) => a * b)),
          attributes: {
            kernel_shape: axes.map(({ kernel }) => kernel),
            strides: axes.map(({ stride }) => stride),
            ...(autoPad === 'NOTSET'
              ? { pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)], ceil_mode: ceil }
              : { auto_pad: autoPad }),
            ...(op === 'AveragePool' && { count_include_pad: counts }),
          },
        });
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it.each(['GlobalAveragePool', 'GlobalMaxPool'])('%s', async (op) => {
    await expectSame({ op, shape: [2, 3, 4, 5] });
    await expectSame({ op, shape: [2, 3, 4] });
  });
});
