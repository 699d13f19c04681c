import type { MessageInitShape } from '@bufbuild/protobuf';
import { create, toBinary } from '@bufbuild/protobuf';
import { externalFiles, readModel } from '../src';
import {
  Attribute_Type,
  ModelSchema,
  Tensor_DataLocation,
  Tensor_DataType,
  type TensorSchema,
} from '../src/generated/onnx_pb';

const fileOf = (tensor: MessageInitShape<typeof TensorSchema>) =>
  toBinary(
    ModelSchema,
    create(ModelSchema, {
      irVersion: 8n,
      opsetImport: [{ version: 17n }],
      graph: { initializer: [{ name: 'w', ...tensor }] },
    }),
  );

const read = (tensor: MessageInitShape<typeof TensorSchema>, external?: ReadonlyMap<string, Uint8Array>) =>
  readModel(fileOf(tensor), external).graph.initializers.get('w');

describe('the elements of a tensor', () => {
  it('may be in a field of their type instead of raw bytes', () => {
    const dims = [2n];
    const { DOUBLE, FLOAT, INT64, UINT32, UINT64, UINT8 } = Tensor_DataType;
    expect(read({ dims, dataType: FLOAT, floatData: [1, 2] })?.data).toEqual(Float32Array.of(1, 2));
    expect(read({ dims, dataType: DOUBLE, doubleData: [0.1, 2] })?.data).toEqual(Float64Array.of(0.1, 2));
    expect(read({ dims, dataType: INT64, int64Data: [1n, -2n] })?.data).toEqual(BigInt64Array.of(1n, -2n));
    expect(read({ dims, dataType: UINT64, uint64Data: [1n, 2n] })?.data).toEqual(BigUint64Array.of(1n, 2n));
    expect(read({ dims, dataType: UINT32, uint64Data: [1n, 2n] })?.data).toEqual(Uint32Array.of(1, 2));
    expect(read({ dims, dataType: UINT8, int32Data: [1, 255] })?.data).toEqual(Uint8Array.of(1, 255));
  });

  it('of half precision are widened', () => {
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x7bff, 0x0001, 0x7c00, 0xfc00, 0x8000);
    const expected = [1, -2, 0.333251953125, 65504, 2 ** -24, Infinity, -Infinity, -0];
    const tensor = { dims: [8n], dataType: Tensor_DataType.FLOAT16 };
    expect(Array.from(read({ ...tensor, rawData: new Uint8Array(halves.buffer) })?.data as Float32Array)).toEqual(
      expected,
    );
    expect(Array.from(read({ ...tensor, int32Data: [...halves] })?.data as Float32Array)).toEqual(expected);
    expect(read({ dims: [1n], dataType: Tensor_DataType.FLOAT16, int32Data: [0x7e00] })?.data).toEqual(
      Float32Array.of(NaN),
    );
  });

  it('of bfloat16 are widened', () => {
    const tensor = read({ dims: [3n], dataType: Tensor_DataType.BFLOAT16, int32Data: [0x3f80, 0xc000, 0x3eab] });
    expect(tensor).toEqual({ type: 'float32', shape: [3], data: Float32Array.of(1, -2, 0.333984375) });
  });

  it('of a type without an array are refused by name', () => {
    expect(() => read({ dims: [1n], dataType: Tensor_DataType.COMPLEX64, floatData: [1, 0] })).toThrow(
      'The tensor "w" has elements of type COMPLEX64, which is not supported.',
    );
  });

  it('may be in another file, which is named and read from what is given', () => {
    const place = (key: string, value: string) => ({ key, value });
    const tensor = {
      dims: [2n],
      dataType: Tensor_DataType.UINT8,
      dataLocation: Tensor_DataLocation.EXTERNAL,
      externalData: [place('location', 'weights.bin'), place('offset', '1'), place('length', '2')],
    };
    expect(externalFiles(fileOf(tensor))).toEqual(['weights.bin']);
    expect(read(tensor, new Map([['weights.bin', Uint8Array.of(9, 7, 8, 9)]]))?.data).toEqual(Uint8Array.of(7, 8));
    expect(() => read(tensor)).toThrow(
      'The elements of the tensor "w" are in the file "weights.bin", which was not given.',
    );
  });
});

it('an attribute that refers to one of a function is refused', () => {
  const attribute = [{ name: 'alpha', type: Attribute_Type.FLOAT, refAttrName: 'slope' }];
  const functions = [{ name: 'F', domain: 'com.example', node: [{ opType: 'LeakyRelu', attribute }] }];
  const model = create(ModelSchema, { irVersion: 8n, opsetImport: [{ version: 17n }], graph: {}, functions });
  expect(() => readModel(toBinary(ModelSchema, model))).toThrow('The attribute alpha is that of a function');
});

describe('external files', () => {
  const outside = {
    dims: [1n],
    dataType: Tensor_DataType.FLOAT,
    dataLocation: Tensor_DataLocation.EXTERNAL,
    externalData: [{ key: 'location', value: 'weights.bin' }],
  };
  const branch = { initializer: [outside] };

  test.each<[string, MessageInitShape<typeof ModelSchema>]>([
    ['constants', { graph: branch }],
    ['sparse constants', { graph: { sparseInitializer: [{ values: outside }] } }],
    ['attributes', { graph: { node: [{ opType: 'Constant', attribute: [{ name: 'value', t: outside }] }] } }],
    ['branches', { graph: { node: [{ opType: 'If', attribute: [{ name: 'then_branch', g: branch }] }] } }],
    ['lists of graphs', { graph: { node: [{ opType: 'Any', attribute: [{ graphs: [branch] }] }] } }],
    ['functions', { graph: {}, functions: [{ node: [{ attribute: [{ tensors: [outside] }] }] }] }],
  ])('are found in %s', (_, model) => {
    const bytes = toBinary(ModelSchema, create(ModelSchema, { opsetImport: [{ version: 17n }], ...model }));
    expect(externalFiles(bytes)).toEqual(['weights.bin']);
  });
});
