const NAME_WORDS = 3;

/** The first words, as they may stand in the name of a file. */
export function nameOf(words: readonly string[]): string {
  const plain = words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')).filter((word) => word !== '');
  return plain.slice(0, NAME_WORDS).join('-') || 'text';
}
