import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { OnnxFormatError } from './errors';
import { ModelSchema } from './generated/onnx_pb';

/** About how many bytes of memory the parts of a file take, each of which may be of one or two bytes there. */
const costs = { message: 400, bytes: 128, text: 48, wideInteger: 64, number: 12 } as const;

/** How much any file may take, and how many times its own size a large one. */
const limits = { bytes: 2 ** 28, times: 16 } as const;

/** How deep messages may be inside of each other. */
const deepest = 100;

/**
 * Checks how much memory the parts of a file would take, before any is made: an empty node takes two bytes in a file, and hundreds as an object.
 *
 * @throws {OnnxFormatError} when it is more than 256 MB and more than 16 times the size of the file
 */
export function checkMemory(bytes: Uint8Array): void {
  const limit = Math.max(limits.bytes, limits.times * bytes.length);
  const taken = costOf(ModelSchema, new BinaryReader(bytes), bytes, bytes.length);
  if (taken <= limit) return;
  throw new OnnxFormatError(
    `The ${bytes.length} bytes would take about ${Math.round(taken / 2 ** 20)} MB of memory, in many small parts; expected at most ` +
      `${Math.round(limit / 2 ** 20)} MB. Save long lists of numbers as raw bytes (TensorProto.raw_data).`,
  );
}

/** What a message takes whose fields go on up to an end. */
function costOf(message: DescMessage, reader: BinaryReader, bytes: Uint8Array, end: number, depth = 1): number {
  if (depth > deepest) throw new OnnxFormatError(`The model has graphs more than ${deepest} levels deep.`);
  let taken: number = costs.message;
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = message.fields.find((one) => one.number === number);
    if (!field || wireType !== WireType.LengthDelimited) {
      reader.skip(wireType, number);
      if (field?.fieldKind === 'list') taken += costOfElement(field);
      continue;
    }
    const stop = Math.min(reader.uint32() + reader.pos, end);
    if (field.message) taken += costOf(field.message, reader, bytes, stop, depth + 1);
    else taken += costOfElement(field) * elementsIn(field, bytes.subarray(reader.pos, stop));
    reader.pos = stop;
  }
  return taken;
}

function costOfElement({ scalar }: DescField): number {
  if (scalar === ScalarType.BYTES) return costs.bytes;
  if (scalar === ScalarType.STRING) return costs.text;
  return scalar === ScalarType.INT64 || scalar === ScalarType.UINT64 ? costs.wideInteger : costs.number;
}

/** How many elements a field has: numbers are packed into one, the others come one by one. */
function elementsIn({ scalar }: DescField, field: Uint8Array): number {
  if (scalar === ScalarType.BYTES || scalar === ScalarType.STRING) return 1;
  if (scalar === ScalarType.FLOAT) return field.length / 4;
  if (scalar === ScalarType.DOUBLE) return field.length / 8;
  let elements = 0;
  for (const byte of field) if (byte < 0x80) elements += 1; // which is the last one of a number
  return elements;
}
