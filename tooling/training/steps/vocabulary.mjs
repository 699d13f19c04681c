const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Words and punctuation marks in lower case, as `wordTokenizer` of the package model-agnostic finds them. */
export function wordsOf(text) {
  const segments = Array.from(segmenter.segment(text), ({ segment }) => segment.toLowerCase());
  return segments.filter((segment) => segment.trim() !== '');
}

/**
 * The words that most authors use.
 *
 * @param texts `{ author, words }`
 * @returns words by id: 0 is for padding, 1 for all other words
 */
export function commonWords(texts, size) {
  const authors = new Map();
  for (const { author, words } of texts) {
    for (const word of words) authors.set(word, (authors.get(word) ?? new Set()).add(author));
  }
  const byUse = [...authors].sort(([one, a], [other, b]) => b.size - a.size || (one < other ? -1 : 1));
  return ['[padding]', '[unknown]', ...byUse.slice(0, size - 2).map(([word]) => word)];
}

/** The ids of the first words of a text, then padding. */
export function idsOf(words, vocabulary, length) {
  const ids = new Int32Array(length);
  words.slice(0, length).forEach((word, at) => {
    ids[at] = vocabulary.get(word) ?? 1;
  });
  return ids;
}
