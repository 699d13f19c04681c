/** The pixels of an image, as they are in its file. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, row by row from the top. */
  readonly data: Float32Array | Uint8Array | Uint8ClampedArray | Uint16Array;
  /** The value of white: 1, 255 or 65535. */
  readonly white: number;
}

/** Reads the pixels of a file; its name is for messages. */
export type DecodeImage = (bytes: Uint8Array, name: string) => Promise<Pixels>;
