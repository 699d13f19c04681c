import { ValueError } from 'xai-base';

/** By how much wider a picture is tried. */
const STEPS = [1, 1.1, 1.2, 1.35, 1.5, 1.75, 2, 3];

/** A picture as wide as is said or, where its names need more, somewhat wider: the page then shows it smaller. */
export function fitting(draw: (width: number) => string, width: number): string {
  const widest = STEPS.length - 1;
  for (const [at, step] of STEPS.entries()) {
    try {
      return draw(Math.round(step * width));
    } catch (error) {
      const isNarrow = error instanceof ValueError && error.argument === 'width';
      if (!isNarrow || at === widest) throw error;
    }
  }
  return '';
}
