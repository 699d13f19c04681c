import { compose, line, type Placed, sizeOf } from 'xai-recipes';
import type { Pictured } from '../grid/explanation-picture';

const [GAP, HEAD] = [16, 26];

/** Pictures as one SVG: of several, a sheet with what each is called above it; nothing of none. */
export function composed(elements: readonly Pictured[]): string {
  const drawn = elements.map((element) => ({ svg: element.toSVG(), name: element.label ?? '' }));
  if (drawn.length < 2) return drawn[0]?.svg ?? '';
  const columns = Math.ceil(Math.sqrt(drawn.length));
  const sizes = drawn.map(({ svg }) => sizeOf(svg));
  const [width, height] = [
    Math.max(...sizes.map((size) => size.width)) + GAP,
    Math.max(...sizes.map((size) => size.height)) + GAP + HEAD,
  ];
  const parts = drawn.flatMap(({ svg, name }, at): (Placed | string)[] => {
    const [x, y] = [GAP + (at % columns) * width, GAP + Math.floor(at / columns) * height];
    return [line(name, x, y + 14), { svg, x, y: y + HEAD }];
  });
  return compose(GAP + columns * width, GAP + Math.ceil(drawn.length / columns) * height, parts);
}
