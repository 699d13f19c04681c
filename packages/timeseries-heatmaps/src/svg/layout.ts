import { checkLength } from 'svg-plots';

/** The size of a picture in pixels. */
export interface SvgOptions {
  /** 600 if left out. */
  readonly width?: number;
  /** By the number of channels if left out. */
  readonly height?: number;
}

/** From where to where, in pixels. */
export type Extent = readonly [from: number, to: number];

/** Where things are in a picture, in its pixels. */
export interface Places {
  readonly width: number;
  readonly height: number;
  /** Where time steps begin and, one more, where the last one ends. */
  readonly edges: readonly number[];
  /** From where to where the panel of each channel reaches, downwards. */
  readonly panels: readonly Extent[];
}

/** What is above and below the panels. */
export interface Stack {
  readonly channels: number;
  readonly hasNames: boolean;
  readonly top: number;
  readonly bottom: number;
}

const NAME = 18;
const GAP = 10;
const LEAST_WIDTH = 100;
const LEAST_HEIGHT = 16;

/**
 * Shares a height among panels below each other.
 *
 * @returns the whole height, and from where to where each panel reaches
 * @throws {ValueError} for a height that is no number of pixels, or too small for the panels
 */
export function stackPanels(
  { channels, hasNames, top, bottom }: Stack,
  wanted?: number,
): { height: number; panels: Extent[] } {
  const name = hasNames ? NAME : 0;
  const around = top + bottom + channels * name + (channels - 1) * GAP;
  const usual = channels === 1 ? 180 : channels <= 4 ? 96 : 64;
  const height = wanted ?? around + channels * usual;
  checkLength('height', height, Math.ceil(around + channels * LEAST_HEIGHT));
  const panel = (height - around) / channels;
  const panels = Array.from({ length: channels }, (_, channel): Extent => {
    const from = top + channel * (name + panel + GAP) + name;
    return [from, from + panel];
  });
  return { height, panels };
}

/**
 * What is left of a width between margins.
 *
 * @throws {ValueError} for a width that is no number of pixels, or too small for the margins
 */
export function betweenMargins(width: number, left: number, right: number): Extent {
  checkLength('width', width, Math.ceil(left + right + LEAST_WIDTH));
  return [left, width - right];
}
