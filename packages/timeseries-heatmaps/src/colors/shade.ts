import { inTone, type SignTones } from 'svg-plots';

/** So many shades a sign: fewer make longer runs of one shade, and smaller pictures. */
const SHADES = 20;

/** The line is still seen on the strongest shade. */
const STRONGEST = 0.7;

/** A whole number from -20 to 20 for a strength from -1 to 1. */
export function shadeOf(strength: number): number {
  return Math.round(SHADES * strength);
}

/** All shades between those of two strengths, both included. */
export function shadesBetween(low: number, high: number): number[] {
  return Array.from({ length: shadeOf(high) - shadeOf(low) + 1 }, (_, index) => shadeOf(low) + index);
}

/** The attributes that give an element a shade: the colour of its sign, the more transparent the weaker it is. */
export function inShade(shade: number, { negative, positive }: SignTones): Record<string, string | number> {
  return { ...inTone(shade < 0 ? negative : positive), opacity: (STRONGEST * Math.abs(shade)) / SHADES };
}
