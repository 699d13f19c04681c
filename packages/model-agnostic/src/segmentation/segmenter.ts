/** An image on the host. */
export interface ImageValues {
  /** Row-major `[height, width, channels]`. */
  readonly values: ArrayLike<number>;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Divides an image into superpixels: a whole number for each pixel, row-major; pixels of the same number belong together. Long work gives the event
 * loop its turn, and ends with an {@link AbortError} when the signal fires.
 */
export type Segmenter = (image: ImageValues, signal?: AbortSignal) => ArrayLike<number> | Promise<ArrayLike<number>>;
