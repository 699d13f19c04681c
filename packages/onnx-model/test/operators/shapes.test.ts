import type { OnnxTensor } from 'onnx-format';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, floats, integers } from '../support/against-onnxruntime';

const shape = [2, 3, 4];

describeBackends('shapes', () => {
  it('Reshape', async () => {
    for (const target of [[4, 6], [-1], [0, -1], [2, 0, 2, 2]]) {
      await expectSame({ op: 'Reshape', shape, constants: [integers(target)] });
    }
  });

  it('Flatten', async () => {
    for (const axis of [0, 1, 2, 3, -1]) await expectSame({ op: 'Flatten', shape, attributes: { axis } });
  });

  it('Squeeze and Unsqueeze, whose axes are attributes before version 13 and inputs since', async () => {
    await expectSame({ op: 'Squeeze', shape: [1, 3, 1, 2], opset: 11, attributes: { axes: [0, -2] } });
    await expectSame({ op: 'Squeeze', shape: [1, 3, 1, 2], opset: 13, constants: [integers([2])] });
    await expectSame({ op: 'Squeeze', shape: [1, 3, 1, 2] });
    await expectSame({ op: 'Unsqueeze', shape, opset: 11, attributes: { axes: [0, -1] } });
    await expectSame({ op: 'Unsqueeze', shape, opset: 13, constants: [integers([1, 3])] });
  });

  it('Transpose', async () => {
    await expectSame({ op: 'Transpose', shape, attributes: { perm: [2, 0, 1] } });
    await expectSame({ op: 'Transpose', shape });
  });

  it('Expand and Tile', async () => {
    await expectSame({ op: 'Expand', shape: [3, 1], constants: [integers([2, 1, 4])] });
    await expectSame({ op: 'Expand', shape: [2, 3], constants: [integers([1])] });
    await expectSame({ op: 'Tile', shape, constants: [integers([2, 1, 3])] });
  });

  it('Shape and Size', async () => {
    await expectSame({ op: 'Shape', shape });
    await expectSame({ op: 'Shape', shape, attributes: { start: 1, end: -1 } });
    await expectSame({ op: 'Size', shape });
  });

  it('ConstantOfShape', async () => {
    const values = [2, 3];
    const type = 'int64';
    await expectSame({ op: 'ConstantOfShape', shape: [2], values, type, gradient: false }).catch((error) => {
      expect(error.message).toContain("The shape depends on the values of the model's input");
    });
  });

  it('EyeLike', async () => {
    await expectSame({ op: 'EyeLike', shape: [3, 4], gradient: false });
    await expectSame({ op: 'EyeLike', shape: [3, 4], gradient: false, attributes: { k: 1, dtype: 6 } });
    await expectSame({ op: 'EyeLike', shape: [4, 2], gradient: false, attributes: { k: -2, dtype: 1 } });
  });

  it('CenterCropPad', async () => {
    const image = [2, 5, 4];
    await expectSame({ op: 'CenterCropPad', opset: 18, shape: image, constants: [integers([2, 2, 7])] });
    for (const lengths of [
      [8, 3],
      [2, 7],
    ]) {
      const use = { op: 'CenterCropPad', opset: 18, shape: image, attributes: { axes: [1, -1] } };
      await expectSame({ ...use, constants: [integers(lengths)] });
    }
  });

  it('Compress', async () => {
    const isKept: OnnxTensor = { type: 'bool', shape: [3], data: Uint8Array.from([1, 0, 1]) };
    await expectSame({ op: 'Compress', shape: [2, 3], constants: [isKept], attributes: { axis: 1 } });
    await expectSame({ op: 'Compress', shape: [2, 3], constants: [isKept] });
  });

  it('Col2Im, of blocks that overlap', async () => {
    const blocks = { op: 'Col2Im', opset: 18 };
    await expectSame({ ...blocks, shape: [2, 12, 6], constants: [integers([3, 4]), integers([2, 2])] });
    await expectSame({
      ...blocks,
      shape: [1, 12, 12],
      constants: [integers([5, 6]), integers([2, 3])],
      attributes: { strides: [2, 1], pads: [1, 1, 0, 1], dilations: [1, 2] },
    });
  });

  it('DepthToSpace and SpaceToDepth', async () => {
    await expectSame({ op: 'DepthToSpace', shape: [2, 8, 2, 3], attributes: { blocksize: 2 } });
    await expectSame({ op: 'DepthToSpace', shape: [2, 8, 2, 3], attributes: { blocksize: 2, mode: 'CRD' } });
    await expectSame({ op: 'SpaceToDepth', shape: [2, 2, 4, 6], attributes: { blocksize: 2 } });
  });
});

describeBackends('parts', () => {
  it('Concat', async () => {
    await expectSame({ op: 'Concat', shape, constants: [floats([2, 1, 4])], attributes: { axis: 1 } });
    await expectSame({ op: 'Concat', shape, constants: [floats([2, 3, 2])], attributes: { axis: -1 }, place: 1 });
  });

  it('Gather', async () => {
    for (const axis of [0, 1, -1]) {
      await expectSame({ op: 'Gather', shape, constants: [integers([1, 0, -1])], attributes: { axis } });
      await expectSame({ op: 'Gather', shape, constants: [integers([-1], [])], attributes: { axis } });
      await expectSame({ op: 'Gather', shape, constants: [integers([0, 1, 1, 0], [2, 2])], attributes: { axis } });
    }
    const tokens = { op: 'Gather', shape: [2, 3], values: [0, -1, 2, 1, 1, 0], type: 'int64' } as const;
    await expectSame({ ...tokens, constants: [floats([4, 5])], place: 1 });
  });

  it('GatherElements and GatherND', async () => {
    const indices = integers([0, -1, 1, 0, 1, 1], [2, 3, 1]);
    await expectSame({ op: 'GatherElements', shape, constants: [indices], attributes: { axis: 2 } });
    await expectSame({ op: 'GatherElements', shape, constants: [indices], attributes: { axis: 1 } });
    await expectSame({ op: 'GatherND', shape, constants: [integers([0, 1, -1, 2], [2, 2])] });
    await expectSame({ op: 'GatherND', shape, constants: [integers([1, 0], [2, 1])] });
    const many = [2, 3, 4, 2];
    await expectSame({
      op: 'GatherND',
      shape: many,
      constants: [integers([1, -1], [2, 1])],
      attributes: { batch_dims: 1 },
    });
    await expectSame({
      op: 'GatherND',
      shape: many,
      constants: [integers([1, 0, 2, 1, 0, 1, 3, 0, -1, 1, 0, 0], [2, 3, 1, 2])],
      attributes: { batch_dims: 2 },
    });
  });

  it('Slice, whose limits are attributes before version 10 and inputs since', async () => {
    await expectSame({ op: 'Slice', shape, opset: 9, attributes: { starts: [1, -3], ends: [3, 99], axes: [1, 2] } });
    const cuts = [
      [
        [0, 1],
        [99, -1],
        [1, 2],
        [1, 1],
      ],
      [
        [0, 0],
        [3, 4],
        [1, 2],
        [2, 3],
      ],
      [
        [-1, 3],
        [-99, 0],
        [1, 2],
        [-1, -2],
      ],
      [[1], [2 ** 53], [0], [1]],
    ];
    for (const cut of cuts) await expectSame({ op: 'Slice', shape, constants: cut.map((part) => integers(part)) });
    await expectSame({ op: 'Slice', shape, constants: [integers([1, 0, 2]), integers([2, 2, 4])] });
  });

  it('Split, whose lengths are attributes before version 13 and inputs since', async () => {
    const use = { op: 'Split', shape: [2, 5, 2], outputs: 2 };
    await expectSame({ ...use, opset: 11, attributes: { axis: 1, split: [2, 3] } });
    await expectSame({ ...use, opset: 13, constants: [integers([4, 1])], attributes: { axis: -2 } });
    await expectSame({ ...use, opset: 13, attributes: { axis: 0 } });
    await expectSame({ ...use, opset: 18, attributes: { axis: 1, num_outputs: 2 } });
  });

  it('Pad, whose margins are attributes before version 11 and inputs since', async () => {
    await expectSame({ op: 'Pad', shape, opset: 9, attributes: { pads: [0, 1, 2, 0, 0, 1], value: 0.5 } });
    const margins = integers([0, 1, 2, 0, 2, 1]);
    for (const mode of ['constant', 'reflect', 'edge']) {
      await expectSame({ op: 'Pad', shape, constants: [margins], attributes: { mode } });
    }
    await expectSame({ op: 'Pad', shape, opset: 19, constants: [margins], attributes: { mode: 'wrap' } });
    await expectSame({ op: 'Pad', shape, constants: [integers([0, -1, 1, 0, 0, -2]), floats([], [0.5])] });
    await expectSame({ op: 'Pad', shape, opset: 18, constants: [integers([1, 2]), null, integers([-1])] });
  });

  it('ScatterElements and ScatterND, of what is there and of what is put in its place', async () => {
    const rows = floats([2, 3], [1, 2, 3, 4, 5, 6]);
    for (const reduction of ['none', 'add', 'mul', 'max', 'min']) {
      const attributes = { axis: 1, reduction };
      const elements = [integers([0, -1, 0, 1], [2, 2]), floats([2, 2], [0.3, -2, 0.7, 1.5])];
      await expectSame({ op: 'ScatterElements', opset: 18, shape: [2, 3], constants: elements, attributes });
      const slices = [integers([1, -1, 1], [3, 1]), floats([3, 3])];
      // onnxruntime puts slices of one place in any order
      const isOrdered = reduction !== 'none';
      const distinct = [integers([2, 0], [2, 1]), floats([2, 3])];
      await expectSame({
        op: 'ScatterND',
        opset: 18,
        shape: [3, 3],
        constants: isOrdered ? slices : distinct,
        attributes: { reduction },
      });
    }
    await expectSame({
      op: 'ScatterElements',
      place: 2,
      shape: [2, 2],
      constants: [rows, integers([2, 0, 1, 2], [2, 2])],
      attributes: { axis: 1 },
    });
    await expectSame({ op: 'ScatterND', place: 2, shape: [2], constants: [rows, integers([0, 1, 1, -1], [2, 2])] });
    await expectSame({ op: 'Scatter', opset: 9, shape: [2, 3], constants: [integers([1], [1, 1]), floats([1, 1])] });
  });

  it('Trilu and OneHot', async () => {
    for (const upper of [0, 1]) {
      await expectSame({ op: 'Trilu', shape, attributes: { upper } });
      await expectSame({ op: 'Trilu', shape, constants: [integers([-1], [])], attributes: { upper } });
    }
    const indices = { op: 'OneHot', shape: [2, 2], values: [0, 2, -1, 1], type: 'int64' } as const;
    const constants = [integers([3], []), floats([2], [-1, 2])];
    for (const axis of [-1, 0, 1]) await expectSame({ ...indices, constants, attributes: { axis } });
  });
});
