import type { Clip, ValueRange } from 'svg-plots';

/** `range="centered"`, `range="-1 1"`. */
export const rangeConverter = {
  fromAttribute(text: string | null): ValueRange | undefined {
    if (text === null) return undefined;
    const ends = text
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    return ends.length === 2 ? (ends as [number, number]) : (text as ValueRange);
  },
};

/** `clip="auto"`, `clip="false"`, `clip="0.99"`. */
export const clipConverter = {
  fromAttribute(text: string | null): Clip | undefined {
    if (text === null) return undefined;
    if (text === 'false') return false;
    return text === 'auto' ? text : Number(text);
  },
};

/** Words between blanks or, with commas or blanks in them, a JSON list. */
export const wordsConverter = {
  fromAttribute(text: string | null): string[] | undefined {
    if (text === null) return undefined;
    return text.trim().startsWith('[') ? JSON.parse(text) : text.split(/\s+/).filter(Boolean);
  },
};
