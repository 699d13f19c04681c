/** What tells the class: a tetromino at its place; the same, darkening the background; one anywhere, turned; whether the signs of both are alike. */
export type TrisScenario = 'linear' | 'multiplicative' | 'rigid' | 'xor';

/** What surrounds it: independent noise, smoothed noise, or pieces of photographs. */
export type TrisBackground = 'white' | 'correlated' | 'natural';

/** The side of an image, in pixels. */
export type TrisSize = 8 | 64;

type Shares = Readonly<Record<TrisBackground, number>>;

/** The share of the signal, as the benchmark's code has it for ImageNet in the place of `natural`. */
export const shares: Readonly<Record<TrisSize, Readonly<Record<TrisScenario, Shares>>>> = {
  8: {
    linear: { white: 0.18, correlated: 0.0125, natural: 0.15 },
    multiplicative: { white: 0.7, correlated: 0.1, natural: 0.3 },
    rigid: { white: 0.65, correlated: 0.2, natural: 0.5 },
    xor: { white: 0.35, correlated: 0.15, natural: 0.25 },
  },
  64: {
    linear: { white: 0.03, correlated: 0.02, natural: 0.06 },
    multiplicative: { white: 0.2, correlated: 0.65, natural: 0.2 },
    rigid: { white: 0.575, correlated: 0.375, natural: 0.03 },
    xor: { white: 0.35, correlated: 0.15, natural: 0.13 },
  },
};

/** How many pixels a cell of a tetromino is wide. */
export const scales: Readonly<Record<TrisSize, Readonly<Record<TrisScenario, number>>>> = {
  8: { linear: 1, multiplicative: 1, rigid: 1, xor: 1 },
  64: { linear: 8, multiplicative: 8, rigid: 4, xor: 8 },
};

/** The deviation that correlated backgrounds are smoothed by, in pixels. */
export const smoothing: Readonly<Record<TrisSize, number>> = { 8: 3, 64: 10 };
