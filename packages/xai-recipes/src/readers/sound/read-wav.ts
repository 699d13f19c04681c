import { describeValue, FormatError } from 'xai-base';
import { type SampleFormat, sampleFormat } from './sample-formats';
import type { Sound } from './sound';

/**
 * Reads a recording from a WAV file: integers of 8, 16, 24 or 32 bits, floats of 32 or 64, mu-law or A-law; as many channels as there are.
 *
 * @param bytes those of a `.wav` file
 * @throws {FormatError} for what is no such file, a damaged one, and a compressed one
 * @see {@link monoAt} for what a model takes
 *
 * @example
 * ```ts
 * const letters = (text: string) => [...new TextEncoder().encode(text)];
 * const format = [...letters('fmt '), 16, 0, 0, 0, 1, 0, 1, 0, 64, 31, 0, 0, 64, 31, 0, 0, 1, 0, 8, 0]; // 8000 Hz, 8 bits
 * const bytes = Uint8Array.of(...letters('RIFF'), 38, 0, 0, 0, ...letters('WAVE'), ...format, ...letters('data'), 2, 0, 0, 0, 128, 192);
 * const sound = readWav(bytes);
 * sound; // => ({ rate: 8000, channels: [[0, 0.5]] })
 * monoAt(sound, 16000).length; // => 4
 * ```
 */
export function readWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = chunksOf(bytes, view);
  const [format, data] = [chunks.get('fmt '), chunks.get('data')];
  if (!format || format.byteLength < 16)
    throw new FormatError('The WAV file does not say its format; expected a chunk "fmt ".');
  if (!data) throw new FormatError('The WAV file has no samples; expected a chunk "data".');
  const [count, rate, bits] = [format.getUint16(2, true), format.getUint32(4, true), format.getUint16(14, true)];
  const isExtended = format.getUint16(0, true) === 0xfffe && format.byteLength >= 26;
  const code = format.getUint16(isExtended ? 24 : 0, true);
  const sample = sampleFormat(code, bits);
  if (!sample)
    throw new FormatError(
      `The WAV file has format ${code} with ${bits} bits; expected plain samples: ffmpeg -i in.wav -c:a pcm_s16le out.wav`,
    );
  if (count === 0 || rate === 0)
    throw new FormatError(`The WAV file has ${count} channels at ${rate} Hz; expected at least one each.`);
  return { rate, channels: samplesOf(data, count, sample) };
}

function samplesOf(data: DataView, count: number, { bytes, read }: SampleFormat): Float32Array[] {
  const length = Math.floor(data.byteLength / (bytes * count));
  return Array.from({ length: count }, (_, channel) =>
    Float32Array.from({ length }, (_, at) => read(data, (at * count + channel) * bytes)),
  );
}

/** The parts of the file by their names: four letters, a length, and as many bytes, to an even number. */
function chunksOf(bytes: Uint8Array, view: DataView): Map<string, DataView> {
  const letters = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (letters(0) !== 'RIFF' || letters(8) !== 'WAVE')
    throw new FormatError(`The file begins with ${describeValue(letters(0))}; expected a WAV file.`);
  const chunks = new Map<string, DataView>();
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [name, length] = [letters(at), view.getUint32(at + 4, true)];
    const isStreamed = name === 'data' && length === 0xffffffff; // written before its length was known
    const there = bytes.length - at - 8;
    if (length > there && !isStreamed)
      throw new FormatError(
        `The WAV file ends inside of ${describeValue(name)}: ${length} bytes are said, ${there} are there.`,
      );
    const end = isStreamed ? there : length;
    if (!chunks.has(name)) chunks.set(name, new DataView(bytes.buffer, bytes.byteOffset + at + 8, end));
    at += 8 + end + (end % 2);
  }
  return chunks;
}
