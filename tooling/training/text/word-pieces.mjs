/**
 * A vocabulary of word pieces: the words that most authors use, and the endings that most words beyond them have.
 *
 * @param words by how many authors each word is used: a Map
 * @param size how many pieces there are
 * @param endings how many of them are endings
 * @returns the words, then the endings, which begin with `##`; a word that no piece begins is unknown to the tokenizer
 */
export function wordPieces(words, size, endings) {
  const byUse = (counts) => [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  const known = byUse(words)
    .slice(0, size - endings)
    .map(([word]) => word);
  const vocabulary = new Set(known);
  const counts = new Map();
  for (const [word, authors] of words) {
    const stem = vocabulary.has(word) ? undefined : longestStem(word, vocabulary);
    if (stem) counts.set(word.slice(stem.length), (counts.get(word.slice(stem.length)) ?? 0) + authors);
  }
  const ends = byUse(counts).slice(0, endings);
  return [...known, ...ends.map(([ending]) => `##${ending}`)];
}

/** The longest known word, of three letters at least, that another begins with. */
function longestStem(word, vocabulary) {
  for (let length = word.length - 1; length > 2; length--) {
    if (vocabulary.has(word.slice(0, length))) return word.slice(0, length);
  }
  return undefined;
}
