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
  it.each(['MaxPool', 'AveragePool'])('%s of volumes, and with dilations', async (op) => {
    const values = (shape: number[]) => distinctNumbers(shape.reduce((a, b) => a * b));
    const volume = [1, 2, 5, 4, 6];
    const counting = op === 'AveragePool' ? { count_include_pad: 1 } : {};
    for (const attributes of [
      { kernel_shape: [2, 2, 2] },
      { kernel_shape: [3, 2, 2], strides: [2, 1, 2], pads: [1, 0, 1, 1, 1, 0] },
      { kernel_shape: [2, 2, 2], strides: [2, 2, 2], ceil_mode: 1 },
      { kernel_shape: [3, 3, 3], auto_pad: 'SAME_UPPER', ...counting },
    ]) {
      await expectSame({ op, opset: 19, shape: volume, values: values(volume), attributes });
    }
    for (const shape of [[1, 2, 9], [1, 2, 7, 8], volume]) {
      const dilations = shape.slice(2).map((_, index) => 2 - (index % 2));
      const kernel_shape = dilations.map(() => 2);
      await expectSame({ op, opset: 19, shape, values: values(shape), attributes: { kernel_shape, dilations } });
      const pads = [...dilations, ...dilations].map(() => 1);
      await expectSame({
        op,
        opset: 19,
        shape,
        values: values(shape),
        attributes: { kernel_shape, dilations, pads, ...counting },
      });
    }
  });

  it.each([1, 2, 3])('LpPool and GlobalLpPool, p = %i', async (p) => {
    const values = (shape: number[]) => distinctNumbers(shape.reduce((a, b) => a * b));
    for (const [shape, attributes] of [
      [[2, 2, 9], { kernel_shape: [3], strides: [2], pads: [1, 1] }],
      [[1, 2, 6, 7], { kernel_shape: [2, 3], strides: [1, 2], pads: [1, 0, 0, 1] }],
      [[1, 2, 6, 7], { kernel_shape: [2, 2], auto_pad: 'SAME_LOWER' }],
      [[1, 1, 4, 5, 4], { kernel_shape: [2, 2, 2], strides: [2, 1, 2] }],
    ] as const) {
      const use = { shape, values: values([...shape]), tolerance: 2e-5 };
      await expectSame({ op: 'LpPool', opset: 18, ...use, attributes: { ...attributes, p } });
      await expectSame({ op: 'GlobalLpPool', ...use, attributes: { p } });
    }
    const zeros = { shape: [1, 1, 4, 4], values: Array<number>(16).fill(0), gradient: false };
    await expectSame({ op: 'LpPool', opset: 18, ...zeros, attributes: { kernel_shape: [2, 2], p } });
  });

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
