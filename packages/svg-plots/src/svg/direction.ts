/** Letters, and the marks that stand for one in a text's direction. */
const STRONG = /[\p{L}\u200e\u200f\u061c]/u;

/** Hebrew, Arabic and the other scripts that run from the right, and the marks of their direction. */
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\u200f\u061c]/u;

/**
 * Whether a text runs from the right: its first letter says so, as in HTML's `dir="auto"`.
 *
 * @see Unicode Standard Annex 9: Unicode Bidirectional Algorithm, rules P2 and P3
 *
 * @example
 * ```ts
 * ['The word سلام', '12: سلام means peace'].map(isRightToLeft); // => [false, true]
 * ```
 */
export function isRightToLeft(text: string): boolean {
  const [first] = STRONG.exec(text) ?? [''];
  return RIGHT_TO_LEFT.test(first);
}
