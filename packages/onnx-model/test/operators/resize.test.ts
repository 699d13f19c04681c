import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, floats, integers } from '../support/against-onnxruntime';

const shape = [2, 3, 4, 5];

describeBackends('interpolations', () => {
  it.each(['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric'])(
    'Resize with coordinates %s',
    async (mode) => {
      for (const scales of [
        [1, 1, 2, 2],
        [1, 1, 1.7, 0.6],
      ]) {
        for (const way of ['nearest', 'linear', 'cubic']) {
          await expectSame({
            op: 'Resize',
            opset: 13,
            shape,
            constants: [null, floats([4], scales)],
            attributes: { coordinate_transformation_mode: mode, mode: way },
            tolerance: 3e-5,
          });
        }
      }
    },
  );

  it('Resize with every rounding', async () => {
    for (const rounding of ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil']) {
      await expectSame({
        op: 'Resize',
        opset: 13,
        shape,
        constants: [null, null, integers([2, 3, 7, 8])],
        attributes: { mode: 'nearest', nearest_mode: rounding, coordinate_transformation_mode: 'asymmetric' },
      });
    }
  });

  it('Resize of some axes, and of version 10', async () => {
    const attributes = { mode: 'linear', axes: [2, 3] };
    await expectSame({ op: 'Resize', opset: 18, shape, constants: [null, null, integers([8, 3])], attributes });
    await expectSame({ op: 'Resize', opset: 10, shape, constants: [floats([4], [1, 1, 2, 2])] });
  });

  it('Resize with symmetric coordinates of version 19', async () => {
    const attributes = { mode: 'linear', coordinate_transformation_mode: 'half_pixel_symmetric' };
    const constants = [null, floats([4], [1, 1, 1.7, 0.6])];
    await expectSame({ op: 'Resize', opset: 19, shape, constants, attributes });
  });

  it('Upsample', async () => {
    await expectSame({ op: 'Upsample', opset: 9, shape, constants: [floats([4], [1, 1, 2, 3])] });
    await expectSame({
      op: 'Upsample',
      opset: 9,
      shape,
      constants: [floats([4], [1, 1, 2, 3])],
      attributes: { mode: 'linear' },
    });
  });
});
