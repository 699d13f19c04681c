import { ValueError } from 'xai-base';
import { CurveMoments, type PlainMoments } from '../table/curve-moments';
import { numbersOf, plainNumbers } from '../table/plain-numbers';

/** Where an evaluation writes down what is done, so that it can be resumed: lines of text, such as those of a file. */
export interface Journal {
  /** All lines that were written, in their order; one that was cut off in the middle is left out, here and for what is appended. */
  read(): Promise<readonly string[]>;
  append(line: string): Promise<void>;
}

/** What a batch gave by one method: scores by metrics, and the moments of curves. */
export interface Judged {
  readonly scores: Readonly<Record<string, ArrayLike<number>>>;
  readonly curves: Readonly<Record<string, CurveMoments>>;
}

/** What was done before, and a way to go on. */
export interface Resumed {
  /** What a batch gave by a method, if it was done. */
  done(first: number, count: number, method: string): Judged | undefined;
  write(first: number, count: number, method: string, judged: Judged): Promise<void>;
}

interface Entry {
  readonly first: number;
  readonly count: number;
  readonly method: string;
  readonly scores: Record<string, (number | string | null)[]>;
  readonly curves: Record<string, PlainMoments>;
}

/**
 * Reads what is done from a journal, whose first line says of what it is.
 *
 * @throws {ValueError} for a journal of another evaluation
 */
export async function resume(journal: Journal | undefined, heading: object): Promise<Resumed> {
  if (journal === undefined) return { done: () => undefined, write: async () => {} };
  const [first, ...lines] = await journal.read();
  const own = JSON.stringify(heading);
  if (first === undefined) await journal.append(own);
  else if (first !== own) {
    const message = `The journal is of another evaluation, ${first}; expected ${own}. Choose another journal, or the same methods, metrics, seed and batch size.`;
    throw new ValueError(message, { argument: 'journal', value: first, expected: own });
  }
  const key = (...parts: (number | string)[]) => JSON.stringify(parts);
  const entries = new Map<string, Entry>();
  for (const line of lines) {
    if (line === own) continue; // of workers that began at the same time
    const entry = JSON.parse(line) as Entry;
    entries.set(key(entry.first, entry.count, entry.method), entry);
  }
  return {
    done(begin, count, method) {
      const entry = entries.get(key(begin, count, method));
      if (entry === undefined) return undefined;
      const curves = Object.entries(entry.curves).map(([name, plain]) => [name, CurveMoments.from(plain)]);
      const scores = Object.entries(entry.scores).map(([name, plain]) => [name, numbersOf(plain)]);
      return { scores: Object.fromEntries(scores), curves: Object.fromEntries(curves) };
    },
    async write(begin, count, method, { scores, curves }) {
      const plain = Object.entries(scores).map(([name, values]) => [name, plainNumbers(values)]);
      await journal.append(JSON.stringify({ first: begin, count, method, scores: Object.fromEntries(plain), curves }));
    },
  };
}
