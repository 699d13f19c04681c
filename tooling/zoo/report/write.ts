import { readFileSync, writeFileSync } from 'node:fs';

const [begin, end] = ['<!-- results -->', '<!-- /results -->'];

/** Puts results between the marks of a README. */
export function writeResults(file: string, results: string): void {
  const text = readFileSync(file, 'utf8');
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`${file} has no ${begin} and ${end}`);
  writeFileSync(file, `${text.slice(0, before + begin.length)}\n\n${results}\n\n${text.slice(after)}`);
}
