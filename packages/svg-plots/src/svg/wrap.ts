import { charactersOf, textWidth } from './text-width';

const DOTS = '…';

/** How a text is wrapped. */
export interface WrapOptions {
  /** Of the font, in pixels. */
  readonly size: number;
  /** As many lines at most; the last one then says by dots that something is left out. As many as it takes if left out. */
  readonly lines?: number;
  readonly weight?: 'bold';
}

/**
 * Breaks a text into lines that fit a width: at blanks, inside long words behind underscores and hyphens and before capitals, at last anywhere. Where lines are too
 * few, dots stand in the last one, behind which the text ends as the whole, so that texts that begin alike can be told apart.
 *
 * @param width in pixels; one character a line stands there, however narrow it is
 *
 * @example
 * ```ts
 * wrap('GuidedGradCAM of a nine', 90, { size: 12 }); // => ['GuidedGrad', 'CAM of a nine']
 * wrap('the reddest pixels of a nine', 60, { size: 12, lines: 2 }); // => ['the', 'redd…ine']
 * ```
 */
export function wrap(text: string, width: number, { size, weight, lines: most = Infinity }: WrapOptions): string[] {
  const fits = (line: string) => textWidth(line, size, weight) <= width;
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    for (const [index, piece] of pieces(word, fits).entries()) {
      const last = lines.at(-1);
      const joined = index > 0 ? `${last}${piece}` : `${last} ${piece}`;
      if (last !== undefined && fits(joined)) lines[lines.length - 1] = joined;
      else lines.push(piece);
    }
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), bothEnds(lines.slice(most - 1).join(' '), fits)];
}

/**
 * How wide the widest part of a text is that {@link wrap} leaves whole where it can: a line must be as wide for no word to be cut anywhere.
 *
 * @returns pixels
 *
 * @example
 * ```ts
 * widestPart('NoiseAugmentation', 12) === textWidth('Augmentation', 12); // => true
 * ```
 */
export function widestPart(text: string, size: number, weight?: 'bold'): number {
  const parts = text.split(/\s+/).flatMap((word) => word.split(JOINT));
  return parts.reduce((width, part) => Math.max(width, textWidth(part, size, weight)), 0);
}

/** Where the parts of names meet. */
const JOINT = /(?<=[_\-/.])|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u;

/** A word in parts that fit. */
function pieces(word: string, fits: (line: string) => boolean): string[] {
  if (fits(word)) return [word];
  return word.split(JOINT).flatMap((part) => (fits(part) ? [part] : cut(part, fits)));
}

function cut(part: string, fits: (line: string) => boolean): string[] {
  const done: string[] = [];
  let piece = '';
  for (const character of charactersOf(part)) {
    if (piece !== '' && !fits(piece + character)) {
      done.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...done, piece];
}

/** The beginning and the end of what is left, in one line. */
function bothEnds(text: string, fits: (line: string) => boolean): string {
  const characters = charactersOf(text);
  const shown = (kept: number) => {
    const [head, tail] = [Math.ceil(kept / 2), Math.floor(kept / 2)];
    const end = tail > 0 ? characters.slice(-tail) : [];
    return `${characters.slice(0, head).join('').trimEnd()}${DOTS}${end.join('').trimStart()}`;
  };
  let kept = 0;
  while (kept < characters.length && fits(shown(kept + 1))) kept++;
  return shown(kept);
}
