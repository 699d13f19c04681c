import { typeOfCode } from './data-types';
import { OnnxFormatError } from './errors';
import { type Tensor, Tensor_DataLocation, Tensor_DataType } from './generated/onnx_pb';
import { widenBfloat16, widenFloat16 } from './half-precision';
import { arrayTypes, type OnnxData, type OnnxTensor } from './tensor';

/** Files beside the model that hold tensors, by the location that the model gives. */
export type ExternalData = ReadonlyMap<string, Uint8Array>;

const text = new TextDecoder();

/** Reads a tensor of a file. */
export function readTensor(tensor: Tensor, external: ExternalData = new Map()): OnnxTensor {
  const shape = tensor.dims.map(Number);
  const type = typeOfCode(tensor.dataType);
  if (!type) {
    const name = Tensor_DataType[tensor.dataType] ?? tensor.dataType;
    throw new OnnxFormatError(`The tensor "${tensor.name}" has elements of type ${name}, which is not supported.`);
  }
  if (type === 'string') return { type, shape, data: tensor.stringData.map((bytes) => text.decode(bytes)) };
  const bytes = isExternal(tensor) ? externalBytes(tensor, external) : tensor.rawData;
  const data = bytes.length > 0 ? fromBytes(tensor.dataType, arrayTypes[type], bytes) : fromFields(tensor, type);
  const size = shape.reduce((product, length) => product * length, 1);
  if (data.length === size) return { type, shape, data };
  throw new OnnxFormatError(
    `The tensor "${tensor.name}" of shape [${shape}] has ${data.length} elements, expected ${size}: the file is damaged.`,
  );
}

/** Where a tensor's elements are when they are in a file of their own. */
export const isExternal = (tensor: Tensor): boolean => tensor.dataLocation === Tensor_DataLocation.EXTERNAL;

/** What the model says of the place of a tensor's elements: `location`, `offset`, `length`. */
export const externalPlace = (tensor: Tensor): Record<string, string> =>
  Object.fromEntries(tensor.externalData.map(({ key, value }) => [key, value]));

function externalBytes(tensor: Tensor, external: ExternalData): Uint8Array {
  const { location, offset = '0', length } = externalPlace(tensor);
  const file = external.get(location);
  if (!file) {
    throw new OnnxFormatError(
      `The elements of the tensor "${tensor.name}" are in the file "${location}", which was not given. Pass its bytes as external data, ` +
        'or save the model as one file.',
    );
  }
  const begin = Number(offset);
  return file.subarray(begin, length === undefined ? undefined : begin + Number(length));
}

type Halves = Tensor_DataType.FLOAT16 | Tensor_DataType.BFLOAT16;

const widen: Record<Halves, (bits: Uint16Array) => Float32Array> = {
  [Tensor_DataType.FLOAT16]: widenFloat16,
  [Tensor_DataType.BFLOAT16]: widenBfloat16,
};

function fromBytes(
  code: number,
  // the elements' arrays differ in their elements' type, not in how they are made
  // biome-ignore lint/suspicious/noExplicitAny: see above
  ArrayType: { new (buffer: ArrayBuffer): any; BYTES_PER_ELEMENT: number },
  bytes: Uint8Array,
): Exclude<OnnxData, readonly string[]> {
  // elements of several bytes must begin at a multiple of them; the `slice` of Node's Buffer, a subclass, would not copy
  const own = new Uint8Array(bytes).buffer as ArrayBuffer;
  return code in widen ? widen[code as Halves](new Uint16Array(own)) : new ArrayType(own);
}

function fromFields(tensor: Tensor, type: keyof typeof arrayTypes): Exclude<OnnxData, readonly string[]> {
  if (tensor.dataType in widen) return widen[tensor.dataType as Halves](Uint16Array.from(tensor.int32Data));
  switch (type) {
    case 'float32':
      return Float32Array.from(tensor.floatData);
    case 'float64':
      return Float64Array.from(tensor.doubleData);
    case 'int64':
      return BigInt64Array.from(tensor.int64Data);
    case 'uint64':
      return BigUint64Array.from(tensor.uint64Data);
    case 'uint32':
      return Uint32Array.from(tensor.uint64Data, Number);
    default:
      return arrayTypes[type].from(tensor.int32Data);
  }
}
