/** The reader's own font, or one about as wide as {@link textWidth} takes it to be. */
export const FONT_FAMILY = 'system-ui, -apple-system, Helvetica, Arial, sans-serif';

/** How wide the printable ASCII characters of DejaVu Sans are, from the blank to the tilde, in thousandths of an em: no font of {@link FONT_FAMILY} is wider. */
const ASCII = `
  318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636 636 636 337 337 838 838
  838 531 1000 703 686 698 770 632 575 775 752 295 295 656 557 863 748 787 603 787 695 635 599 732 684 989 685 611 685 390
  337 390 838 500 500 613 635 550 635 615 347 635 634 278 278 579 278 974 634 612 635 635 399 521 392 634 592 818 592 592
  525 636 337 636 838
`
  .trim()
  .split(/\s+/)
  .map(Number);
const FIRST = 0x20;

/** So much wider are bold letters. */
const BOLD = 1.25;

/** Of other alphabets: letters as wide as an M or wider, small ones, and all else. */
const WIDE_LETTER = /^[©®¼-¾ÆæŒœĦŉωЖШЩЮЉЊжфшщыюљњѠ-ӿԱ-ևლسشصض∭∰]/;
const SMALL_LETTER = /^\p{Ll}/u;

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
 * DejaVu Sans, the widest of the usual fonts, with accents as without; letters of other alphabets are at most so wide; ideographs, kana and hangul
 * are an em wide, emoji somewhat wider.
 *
 * @param fontSize in pixels, as the width
 *
 * @example
 * ```ts
 * textWidth('Wim', 1000); // => 2241
 * textWidth('漢字', 10); // => 20
 * ```
 */
export function textWidth(text: string, fontSize: number, weight?: 'bold'): number {
  return charactersOf(text).reduce((width, character) => width + characterWidth(character, fontSize, weight), 0);
}

/** How wide what a reader sees as one character is. */
export function characterWidth(character: string, fontSize: number, weight?: 'bold'): number {
  return (fontSize * thousandths(character, weight === 'bold' ? BOLD : 1)) / 1000;
}

function thousandths(character: string, margin: number): number {
  if (EMOJI.test(character)) return 1300;
  if (WIDE.test(character)) return 1000;
  const [letter] = character.normalize('NFD'); // its accents are not wider
  return margin * (ASCII[letter.charCodeAt(0) - FIRST] ?? otherWidth(letter));
}

function otherWidth(letter: string): number {
  if (WIDE_LETTER.test(letter)) return 1200;
  return SMALL_LETTER.test(letter) ? 760 : 880;
}
