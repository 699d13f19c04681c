/** An image on the host. */
export interface ImageValues {
  /** Row-major `[height, width, channels]`. */
  readonly values: ArrayLike<number>;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Divides an image into superpixels: a whole number for each pixel, row-major; pixels of the same number belong together. */
export type Segmenter = (image: ImageValues) => ArrayLike<number> | Promise<ArrayLike<number>>;
