const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

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

/** Some fonts are wider. */
const MARGIN = 1.1;

const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Extended_Pictographic}\ufe0f)/u;
const WIDE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;

/** What a reader sees as characters: an emoji of several code points is one. */
export function charactersOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** An estimate of how wide a character is, in em: there is no font to ask without a browser. */
export function characterWidth(character: string): number {
  if (EMOJI.test(character)) return 1.3;
  if (WIDE.test(character)) return 1;
  return (MARGIN * (ASCII[character.charCodeAt(0) - FIRST] ?? OTHER)) / 1000;
}
