import type { Color } from 'svg-plots';
import type { ColorTable } from './color';

const hexadecimal = `
  000004 040312 0b0724 150b37 210c4a 2f0a5b 3d0965 4a0c6b 57106e 64156e 71196e 7d1e6d 8a226a 972766 a32c61 b0315b
  bc3754 c63d4d d04545 da4e3c e35933 eb6429 f1711f f67e14 f98c0a fb9b06 fcaa0f fbba1f f9c932 f5d949 f2e865 f3f586 fcffa4
`;

/**
 * Sequential, black over red to pale yellow; perceptually uniform. 33 entries of matplotlib's table, between which
 * nothing is off by more than 2 of 255.
 *
 * @license CC0-1.0, Nathaniel J. Smith, Stefan van der Walt, Eric Firing (matplotlib 2015)
 */
export const inferno: ColorTable = hexadecimal
  .trim()
  .split(/\s+/)
  .map((digits): Color => {
    const number = Number.parseInt(digits, 16);
    return [number >> 16, (number >> 8) & 255, number & 255];
  });
