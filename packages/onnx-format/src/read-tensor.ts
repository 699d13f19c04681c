import { typeOfCode } from './data-types';
import { OnnxFormatError } from './errors';
import { type Tensor, Tensor_DataLocation, Tensor_DataType } from './generated/onnx_pb';
import { widenBfloat16, widenFloat16 } from './half-precision';
import { arrayTypes, type OnnxData, type OnnxTensor } from './tensor';

/** Files beside the model that hold tensors, by the location that the model gives. */
export type ExternalData = ReadonlyMap<string, Uint8Array>;

type NumberType = keyof typeof arrayTypes;
type Numbers = Exclude<OnnxData, readonly string[]>;

const text = new TextDecoder();

/** Where the elements of tensors come from, and whether the files may be kept for them. */
export interface TensorSources {
  readonly external?: ExternalData;
  /** Whether tensors may be views of the files, which nobody else reads or changes any more. */
  readonly keepsFiles?: boolean;
}

/** Reads a tensor of a file. */
export function readTensor(tensor: Tensor, sources: TensorSources = {}): OnnxTensor {
  const shape = tensor.dims.map(Number);
  if (shape.some((length) => length < 0)) {
    throw new OnnxFormatError(`The tensor "${tensor.name}" has the shape [${shape}]; expected no negative length.`);
  }
  const type = typeOfCode(tensor.dataType);
  if (!type) {
    const name = Tensor_DataType[tensor.dataType] ?? tensor.dataType;
    throw new OnnxFormatError(`The tensor "${tensor.name}" has elements of type ${name}, which is not supported.`);
  }
  const data =
    type === 'string' ? tensor.stringData.map((bytes) => text.decode(bytes)) : numbersOf(tensor, type, sources);
  const size = shape.reduce((product, length) => product * length, 1);
  if (data.length === size) return { type, shape, data };
  throw new OnnxFormatError(
    `The tensor "${tensor.name}" of shape [${shape}] has ${data.length} elements, expected ${size}: the file is damaged.`,
  );
}

function numbersOf(
  tensor: Tensor,
  type: NumberType,
  { external = new Map(), keepsFiles = false }: TensorSources,
): Numbers {
  const isInside = !isExternal(tensor);
  const bytes = isInside ? tensor.rawData : externalBytes(tensor, external);
  if (bytes.length === 0) return fromFields(tensor, type);
  const width = tensor.dataType in widen ? 2 : arrayTypes[type].BYTES_PER_ELEMENT;
  if (bytes.length % width === 0) {
    const aligned = keepsFiles ? alignedView(bytes, width, isInside) : undefined;
    return fromBytes(tensor.dataType, arrayTypes[type], aligned ?? ownCopy(bytes));
  }
  throw new OnnxFormatError(
    `The tensor "${tensor.name}" has ${bytes.length} bytes, expected a multiple of ${width}: the file is damaged.`,
  );
}

/** Where a tensor's elements are when they are in a file of their own. */
export const isExternal = (tensor: Tensor): boolean => tensor.dataLocation === Tensor_DataLocation.EXTERNAL;

/** Where the elements of a tensor are: in which file, from which byte on, and in how many. */
export interface ExternalPlace {
  readonly location: string;
  readonly begin: number;
  /** Up to the end of the file where the model does not say. */
  readonly length?: number;
}

/**
 * What the model says of the place of a tensor's elements.
 *
 * @throws {OnnxFormatError} when it names no file, or its numbers are none
 */
export function externalPlace({ name, externalData }: Tensor): ExternalPlace {
  const entries = new Map(externalData.map(({ key, value }) => [key, value]));
  const location = entries.get('location');
  if (location === undefined)
    throw new OnnxFormatError(`The elements of the tensor "${name}" are in a file that has no name.`);
  const number = (key: string) => {
    const value = entries.get(key);
    if (value === undefined || /^\d{1,15}$/.test(value)) return value === undefined ? undefined : Number(value);
    throw new OnnxFormatError(
      `The ${key} of the tensor "${name}" is ${JSON.stringify(value)}; expected a number of bytes.`,
    );
  };
  return { location, begin: number('offset') ?? 0, length: number('length') };
}

function externalBytes(tensor: Tensor, external: ExternalData): Uint8Array {
  const { location, begin, length } = externalPlace(tensor);
  const file = external.get(location);
  if (!file) {
    throw new OnnxFormatError(
      `The elements of the tensor "${tensor.name}" are in the file "${location}", which was not given. Pass its bytes as external data, ` +
        'or save the model as one file.',
    );
  }
  const end = length === undefined ? file.length : begin + length;
  if (end >= begin && end <= file.length) return file.subarray(begin, end);
  throw new OnnxFormatError(
    `The elements of the tensor "${tensor.name}" are at the bytes ${begin} to ${end} of the file "${location}", which has ${file.length}.`,
  );
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
  ArrayType: { new (buffer: ArrayBuffer, begin: number, length: number): any; BYTES_PER_ELEMENT: number },
  { buffer, byteOffset, length }: Uint8Array,
): Numbers {
  const whole = buffer as ArrayBuffer;
  if (code in widen) return widen[code as Halves](new Uint16Array(whole, byteOffset, length / 2));
  return new ArrayType(whole, byteOffset, length / ArrayType.BYTES_PER_ELEMENT);
}

/** Bytes of their own, where elements of any width may begin; the `slice` of Node's Buffer, a subclass, would not copy. */
const ownCopy = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

/** Of fewer bytes a copy is made: what is left of a model would else keep all of its file alive. */
const leastView = 2 ** 16;

/**
 * Bytes of a file where elements of a width may begin, at a multiple of it; undefined where there is no such place.
 *
 * @param isInside whether the bytes are a field of the model's file: its tag and its length, which have been read, stand before it, and may be written over
 */
function alignedView(bytes: Uint8Array, width: number, isInside: boolean): Uint8Array | undefined {
  const { buffer, byteOffset, length } = bytes;
  if (length < leastView) return undefined;
  const over = byteOffset % width;
  if (over > 0 && (!isInside || over > headOf(length))) return undefined;
  const moved = new Uint8Array(buffer, byteOffset - over, length);
  if (over > 0) moved.set(bytes);
  return moved;
}

/** The bytes of a field's tag and length: seven bits of the length in each. */
const headOf = (length: number): number => 1 + Math.max(1, Math.ceil(Math.log2(length + 1) / 7));

function fromFields(tensor: Tensor, type: NumberType): Numbers {
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
