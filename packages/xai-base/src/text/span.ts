/** A stretch of a text in characters of JavaScript: `[begin, end]`, the end not included. */
export type Span = readonly [begin: number, end: number];

/** What a token is: a piece of the text, a stand-in for a piece that is in no vocabulary, or none of the text's own. */
export type TokenKind = 'piece' | 'unknown' | 'special';
