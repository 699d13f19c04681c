/** The reader's own font, or one about as wide as {@link textWidth} takes it to be. */
export const FONT_FAMILY = 'system-ui, -apple-system, Helvetica, Arial, sans-serif';

/** How wide Helvetica's printable ASCII characters are, from the blank to the tilde, in thousandths of an em. */
const ASCII = `
  278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584
  584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278
  278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500
  500 334 260 334 584
`
  .trim()
  .split(/\s+/)
  .map(Number);
const OTHER = 600;
const FIRST = 0x20;

/** So much wider than Helvetica are the widest fonts that readers have for {@link FONT_FAMILY}, such as DejaVu Sans. */
const WIDEST = 1.2;

const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Extended_Pictographic}\ufe0f)/u;
const WIDE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60—…]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * What a reader sees as characters: an emoji of several code points is one, and a letter with its accents.
 *
 * @example
 * ```ts
 * charactersOf('a👩‍🔬b'); // => ['a', '👩‍🔬', 'b']
 * ```
 */
export function charactersOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/**
 * An estimate of how wide a text is, on the generous side: there is no font to ask without a browser. ASCII is as wide as in
 * Helvetica and a margin more, with accents as without; ideographs, kana and hangul are an em wide, emoji somewhat wider.
 *
 * @param fontSize in pixels, as the width
 * @param margin how many times as wide as Helvetica: enough for any font if left out; 1.1 where texts are stretched to this width
 *
 * @example
 * ```ts
 * textWidth('Wim', 1000); // => 2398.8
 * textWidth('漢字', 10); // => 20
 * ```
 */
export function textWidth(text: string, fontSize: number, margin = WIDEST): number {
  return charactersOf(text).reduce((width, character) => width + characterWidth(character, fontSize, margin), 0);
}

/** How wide what a reader sees as one character is. */
export function characterWidth(character: string, fontSize: number, margin = WIDEST): number {
  return fontSize * emWidth(character, margin);
}

function emWidth(character: string, margin: number): number {
  if (EMOJI.test(character)) return 1.3;
  if (WIDE.test(character)) return 1;
  const [letter] = character.normalize('NFD'); // its accents are not wider
  return (margin * (ASCII[letter.charCodeAt(0) - FIRST] ?? OTHER)) / 1000;
}
