/**
 * A graph-model `[n, 6, 6, 1] -> [n, 2]` of a convolution, a ReLU, means over space and a product: that of {@link convolutional}, channels last.
 */
export function convolutionalGraph(): Record<string, Uint8Array | string> {
  const type = (name = 'DT_FLOAT') => ({ type: name });
  const shape = (...sides: number[]) => ({ shape: { dim: sides.map((size) => ({ size: String(size) })) } });
  const constant = (name: string, kind = 'DT_FLOAT') => ({
    ...{ name, op: 'Const' },
    attr: { dtype: type(kind), value: { tensor: { dtype: kind, tensorShape: {} } } },
  });
  const ints = (...values: number[]) => ({ list: { i: values.map(String) } });
  const node = [
    { name: 'image', op: 'Placeholder', attr: { dtype: type(), shape: shape(-1, 6, 6, 1) } },
    ...[constant('kernel'), constant('weights'), constant('axes', 'DT_INT32')],
    {
      ...{ name: 'conv', op: 'Conv2D', input: ['image', 'kernel'] },
      attr: {
        T: type(),
        strides: ints(1, 1, 1, 1),
        padding: { s: Buffer.from('VALID').toString('base64') },
        dilations: ints(1, 1, 1, 1),
        dataFormat: { s: Buffer.from('NHWC').toString('base64') },
      },
    },
    { name: 'maps', op: 'Relu', input: ['conv'], attr: { T: type() } },
    { name: 'means', op: 'Mean', input: ['maps', 'axes'], attr: { T: type(), keep_dims: { b: false } } },
    {
      name: 'scores',
      op: 'MatMul',
      input: ['means', 'weights'],
      attr: { T: type(), transpose_a: { b: false }, transpose_b: { b: false } },
    },
  ];
  const weights = [
    { name: 'kernel', shape: [3, 3, 1, 4], dtype: 'float32' },
    { name: 'weights', shape: [4, 2], dtype: 'float32' },
    { name: 'axes', shape: [2], dtype: 'int32' },
  ];
  // [channel][place] of the ONNX kernel, as [place][channel]
  const kernel = Float32Array.from({ length: 36 }, (_, at) => Math.cos((at % 4) * 9 + Math.floor(at / 4)));
  const product = Float32Array.from({ length: 8 }, (_, at) => 0.2 + 0.1 * Math.sin(at + 1));
  const bytes = Buffer.concat([kernel, product, Int32Array.of(1, 2)].map(({ buffer }) => Buffer.from(buffer)));
  const modelTopology = { node, library: {}, versions: {} };
  const json = { format: 'graph-model', modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights }] };
  return { 'model.json': JSON.stringify(json), 'weights.bin': new Uint8Array(bytes) };
}
