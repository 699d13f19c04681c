export { turn } from '../evaluation/turn';

/** How much work, in pixels, is done between two turns: a few milliseconds. */
export const pixelsBetweenTurns = 2 ** 14;
