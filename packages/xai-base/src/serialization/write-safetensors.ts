import { type HostTensor, lengthBytes, metadataKey } from './safetensors';

const names = { float32: 'F32', int32: 'I32', bool: 'BOOL' } as const;

/**
 * Writes named tensors and text in the safetensors layout.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, HostTensor>,
  metadata: Record<string, string>,
): Uint8Array {
  const header: Record<string, unknown> = { [metadataKey]: metadata };
  let end = 0;
  for (const [name, { dtype, shape, values }] of tensors) {
    header[name] = { dtype: names[dtype], shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const unpadded = new TextEncoder().encode(JSON.stringify(header));
  // spaces after the header put the values on a multiple of 8 bytes
  const headerLength = Math.ceil(unpadded.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + headerLength + end).fill(0x20, lengthBytes, lengthBytes + headerLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(unpadded, lengthBytes);
  let at = lengthBytes + headerLength;
  for (const { values } of tensors.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}
