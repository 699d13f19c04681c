import { nearest } from 'xai-base';
import { UsageError } from '../../errors/errors';
import type { KnownCase } from './known-case';
import { segments, tables, tris, words } from './lesson-cases';

/** The benchmarks that bring networks of their own, by their names. */
export const lessons: Readonly<Record<string, (seed: number) => KnownCase[]>> = { tris, tables, words, segments };

/** Those that are known; decoys are made of the user's images. */
const known = [...Object.keys(lessons), 'decoys'];

/**
 * The names of benchmarks that are asked for.
 *
 * @param hasImages whether there is a model with images, of which decoys are made
 * @throws {UsageError} for one that there is not, and for decoys of other data
 */
export function truthNames(asked: readonly string[], hasImages: boolean): string[] {
  const own = hasImages ? known : Object.keys(lessons);
  return [...new Set(asked.flatMap((name) => (name === 'all' ? own : [checked(name, own)])))];
}

function checked(name: string, own: readonly string[]): string {
  if (own.includes(name)) return name;
  const expected = `all, or some of ${own.join(', ')}`;
  const [guess, why] = [
    nearest(name, own),
    name === 'decoys' ? ' Decoys are pairs of images of --data, read by --model.' : '',
  ];
  const message = `--truth ${name} is none; expected ${expected}.${why}${guess ? ` Did you mean ${guess}?` : ''}`;
  throw new UsageError(message, { argument: '--truth', value: name, expected });
}
