export function wordsOf(text: string): string[];
export function commonWords(texts: readonly { author: string; words: readonly string[] }[], size: number): string[];
export function idsOf(words: readonly string[], vocabulary: ReadonlyMap<string, number>, length: number): Int32Array;
