/** How a sample lies in a WAV file. */
export interface SampleFormat {
  readonly bytes: number;
  /** The sample at a place, from -1 to 1. */
  readonly read: (data: DataView, at: number) => number;
}

const [PCM, FLOAT, A_LAW, MU_LAW] = [1, 3, 6, 7];

const formats: Readonly<Record<string, SampleFormat>> = {
  [`${PCM} 8`]: { bytes: 1, read: (data, at) => (data.getUint8(at) - 128) / 128 },
  [`${PCM} 16`]: { bytes: 2, read: (data, at) => data.getInt16(at, true) / 2 ** 15 },
  [`${PCM} 24`]: {
    bytes: 3,
    read: (data, at) => (data.getInt8(at + 2) * 2 ** 16 + data.getUint16(at, true)) / 2 ** 23,
  },
  [`${PCM} 32`]: { bytes: 4, read: (data, at) => data.getInt32(at, true) / 2 ** 31 },
  [`${FLOAT} 32`]: { bytes: 4, read: (data, at) => data.getFloat32(at, true) },
  [`${FLOAT} 64`]: { bytes: 8, read: (data, at) => data.getFloat64(at, true) },
  [`${A_LAW} 8`]: { bytes: 1, read: (data, at) => aLaw(data.getUint8(at)) },
  [`${MU_LAW} 8`]: { bytes: 1, read: (data, at) => muLaw(data.getUint8(at)) },
};

/**
 * The format of a code and a number of bits.
 *
 * @returns undefined for one that is compressed, or unknown
 */
export function sampleFormat(code: number, bits: number): SampleFormat | undefined {
  return formats[`${code} ${bits}`];
}

/** ITU-T G.711, A-law. */
function aLaw(code: number): number {
  const bits = code ^ 0x55;
  const [segment, step] = [(bits >> 4) & 7, bits & 15];
  const size = segment === 0 ? 2 * step + 1 : (2 * step + 33) << (segment - 1);
  return ((bits & 0x80 ? 1 : -1) * size) / 2 ** 12;
}

/** ITU-T G.711, mu-law. */
function muLaw(code: number): number {
  const bits = ~code & 0xff;
  const size = ((2 * (bits & 15) + 33) << ((bits >> 4) & 7)) - 33;
  return ((bits & 0x80 ? -1 : 1) * size) / 2 ** 13;
}
