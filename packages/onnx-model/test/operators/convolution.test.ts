import fc from 'fast-check';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, floats } from '../support/against-onnxruntime';

const axis = fc.record({
  length: fc.integer({ min: 5, max: 9 }),
  kernel: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 2 }),
  before: fc.integer({ min: 0, max: 2 }),
  after: fc.integer({ min: 0, max: 2 }),
});

const geometry = fc.record({
  axes: fc.array(axis, { minLength: 1, maxLength: 3 }),
  group: fc.integer({ min: 1, max: 3 }),
  inputs: fc.integer({ min: 1, max: 2 }),
  outputs: fc.integer({ min: 1, max: 2 }),
  autoPad: fc.constantFrom('NOTSET', 'SAME_UPPER', 'SAME_LOWER', 'VALID'),
  hasBias: fc.boolean(),
});

describeBackends('Conv', () => {
  it('of any geometry, group and padding', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ axes, group, inputs, outputs, autoPad, hasBias }) => {
        const isSame = autoPad.startsWith('SAME'); // which onnxruntime refuses with a dilation
        const weight = floats([group * outputs, inputs, ...axes.map(({ kernel }) => kernel)]);
        await expectSame({
          op: 'Conv',
          shape: [2, group * inputs, ...axes.map(({ length }) => length)],
          constants: hasBias ? [weight, floats([group * outputs])] : [weight],
          attributes: {
            group,
            kernel_shape: axes.map(({ kernel }) => kernel),
            strides: axes.map(({ stride }) => stride),
            dilations: axes.map(({ dilation }) => (isSame ? 1 : dilation)),
            ...(autoPad === 'NOTSET'
              ? { pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)] }
              : { auto_pad: autoPad }),
          },
          tolerance: 2e-5,
        });
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

const transposedGeometry = fc.record({
  axes: fc.array(
    fc.record({
      length: fc.integer({ min: 2, max: 5 }),
      kernel: fc.integer({ min: 2, max: 4 }),
      stride: fc.integer({ min: 1, max: 3 }),
      dilation: fc.integer({ min: 1, max: 2 }),
      before: fc.integer({ min: 0, max: 1 }),
      after: fc.integer({ min: 0, max: 1 }),
      added: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  group: fc.integer({ min: 1, max: 2 }),
  hasBias: fc.boolean(),
});

describeBackends('ConvTranspose', () => {
  it('of any geometry, group and padding', async () => {
    await fc.assert(
      fc.asyncProperty(transposedGeometry, async ({ axes, group, hasBias }) => {
        const weight = floats([group * 2, 3, ...axes.map(({ kernel }) => kernel)]);
        await expectSame({
          op: 'ConvTranspose',
          shape: [2, group * 2, ...axes.map(({ length }) => length)],
          constants: hasBias ? [weight, floats([group * 3])] : [weight],
          attributes: {
            group,
            strides: axes.map(({ stride }) => stride),
            dilations: axes.map(({ dilation }) => dilation),
            pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)],
            output_padding: axes.map(({ stride, added }) => Math.min(added, stride - 1)),
          },
          tolerance: 2e-5,
        });
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('with padding that follows from the output', async () => {
    const use = { op: 'ConvTranspose', shape: [1, 2, 4, 5], constants: [floats([2, 3, 3, 3])] };
    await expectSame({ ...use, attributes: { strides: [2, 2], output_shape: [8, 10] } });
    await expectSame({ ...use, attributes: { strides: [2, 2], auto_pad: 'SAME_UPPER' } });
    await expectSame({ ...use, attributes: { strides: [2, 2], auto_pad: 'SAME_LOWER' } });
    await expectSame({ ...use, attributes: { strides: [2, 2], auto_pad: 'VALID' } });
  });
});
