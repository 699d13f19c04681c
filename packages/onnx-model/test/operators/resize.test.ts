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

  it('Resize of a region, with a value for what lies outside', async () => {
    const region = floats([8], [0, 0, 0.13, -0.31, 1, 1, 0.87, 1.19]);
    for (const mode of ['nearest', 'linear']) {
      const attributes = { mode, coordinate_transformation_mode: 'tf_crop_and_resize', extrapolation_value: 0.5 };
      await expectSame({
        op: 'Resize',
        opset: 13,
        shape,
        constants: [region, null, integers([2, 3, 5, 6])],
        attributes,
        tolerance: 3e-5,
      });
    }
  });

  it('Resize with weights only of pixels inside, or of wider windows', async () => {
    for (const sizes of [
      [2, 3, 7, 9],
      [2, 3, 2, 3],
    ]) {
      const use = { op: 'Resize', opset: 18, shape, constants: [null, null, integers(sizes)], tolerance: 3e-5 };
      await expectSame({ ...use, attributes: { mode: 'cubic', exclude_outside: 1 } });
      for (const mode of ['linear', 'cubic']) await expectSame({ ...use, attributes: { mode, antialias: 1 } });
    }
  });

  it('Resize that keeps the ratio of its lengths', async () => {
    for (const keep_aspect_ratio_policy of ['not_larger', 'not_smaller']) {
      const attributes = { mode: 'linear', axes: [2, 3], keep_aspect_ratio_policy };
      await expectSame({
        op: 'Resize',
        opset: 18,
        shape,
        constants: [null, null, integers([7, 6])],
        attributes,
        tolerance: 3e-5,
      });
    }
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

  it('AffineGrid of images and volumes', async () => {
    for (const align_corners of [0, 1]) {
      const use = { op: 'AffineGrid', opset: 20, attributes: { align_corners } };
      await expectSame({ ...use, shape: [2, 2, 3], constants: [integers([2, 1, 3, 4])] });
      await expectSame({ ...use, shape: [1, 3, 4], constants: [integers([1, 2, 2, 3, 4])] });
    }
  });
});
