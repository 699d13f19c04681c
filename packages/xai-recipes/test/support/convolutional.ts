import { makeNode, writeModel } from 'onnx-format';

const floats = (shape: number[], at: (index: number) => number) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return { type: 'float32', shape, data: Float32Array.from({ length: size }, (_, index) => at(index)) } as const;
};

/**
 * A network `[n, 1, 6, 6] -> [n, 2]` of a convolution, a ReLU, global pooling and a product; with `Sin` behind it, no layer is the same, so that it is
 * read as operators.
 */
export function convolutional(asOps: boolean): Uint8Array {
  const end = asOps ? [makeNode('Sin', ['scores'], ['y'])] : [makeNode('Identity', ['scores'], ['y'])];
  return writeModel({
    graph: {
      name: 'convolutional',
      nodes: [
        makeNode('Conv', ['image', 'kernel'], ['c'], { kernel_shape: { type: 'ints', value: [3, 3] } }),
        makeNode('Relu', ['c'], ['maps']),
        makeNode('GlobalAveragePool', ['maps'], ['means']),
        makeNode('Flatten', ['means'], ['flat']),
        makeNode('Gemm', ['flat', 'weights'], ['scores']),
        ...end,
      ],
      initializers: new Map([
        ['kernel', floats([4, 1, 3, 3], (at) => Math.cos(at))],
        ['weights', floats([4, 2], (at) => 0.2 + 0.1 * Math.sin(at + 1))],
      ]),
      inputs: [{ name: 'image', type: 'float32', shape: ['n', 1, 6, 6] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
    },
  });
}
