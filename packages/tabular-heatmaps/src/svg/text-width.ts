const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]/u;

/** An estimate of how wide a text is, on the generous side: there is no font to ask without a browser. */
export function textWidth(text: string, fontSize: number): number {
  return charactersOf(text).reduce((width, character) => width + fontSize * (WIDE.test(character) ? 1.2 : 0.63), 0);
}

/** A text that fits a width: the end of a longer one becomes `…`. */
export function shorten(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const characters = charactersOf(text);
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, fontSize) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** What a reader sees as characters: an emoji of several code points is one. */
function charactersOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}
