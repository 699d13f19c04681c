import { EDGE } from 'svg-plots';

/** A rectangle in pixels. */
export interface Panel {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

/** Between panels. */
export const GAP = 24;

/**
 * Panels side by side, as many as there is room for, in as many lines as it takes.
 *
 * @param margin what each line has before its first panel
 * @param least how wide a panel is at least
 */
export function panelsOf(
  count: number,
  { width, margin, least, top, height }: Readonly<Record<'width' | 'margin' | 'least' | 'top' | 'height', number>>,
): Panel[] {
  const room = width - 2 * EDGE - margin;
  const columns = Math.max(1, Math.min(count, Math.floor((room + GAP) / (least + GAP))));
  const each = (room - (columns - 1) * GAP) / columns;
  return Array.from({ length: count }, (_, index) => {
    const left = EDGE + margin + (index % columns) * (each + GAP);
    return { left, right: left + each, top: top + Math.floor(index / columns) * height };
  });
}
