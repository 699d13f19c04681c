import type { TextHeatmap } from 'text-heatmaps';
import type { RGBAImage } from 'vision-heatmaps';

/** An explanation of an image, in pixels. */
export interface PixelDrawing {
  readonly kind: 'pixels';
  /** The input and its heatmaps beside each other, labelled, with the bar of colours. */
  readonly svg: string;
  /** The heatmaps, a pixel for each of the model's: one, or one a feature. */
  readonly heatmaps: readonly RGBAImage[];
}

/** An explanation of anything else, in lines and words. */
export interface VectorDrawing {
  readonly kind: 'vector';
  readonly svg: string;
  /** A part of a page; the SVG, if it is left out. */
  readonly html?: string;
  /** Of a text: its words in colours. */
  readonly words?: TextHeatmap;
  /** Of a row: what each of its columns is called, and its value. */
  readonly bars?: { readonly labels: readonly string[]; readonly values: readonly number[] };
}

/** An explanation as a picture. */
export type Drawing = PixelDrawing | VectorDrawing;

/** What stands around an explanation. */
export interface Caption {
  readonly title: string;
  /** Whether it is a part of a sheet: with the method in the place of the title. */
  readonly isPart?: boolean;
  readonly width?: number;
  /** Of each feature that an explanation by CRP shows, what it stands for: parts of samples, the most relevant first. */
  readonly references?: readonly (readonly { readonly image: RGBAImage }[])[];
}
