import type { Outcome } from '../report/report';

/** What kind of failure a step may have: one that says it does not apply is no fault. */
export class Meaningless extends Error {}

const longestNote = 160;

/** Does a step and says what became of it. */
export async function measure(work: () => Promise<{ ok: boolean; note: string }>): Promise<Outcome> {
  const begin = performance.now();
  const seconds = () => Math.round((performance.now() - begin) / 10) / 100;
  try {
    return { ...(await work()), seconds: seconds() };
  } catch (error) {
    const { name, message } = error as Error;
    const isMeaningless = error instanceof Meaningless;
    const note = isMeaningless ? message : `${name}: ${message.replaceAll(/\s+/g, ' ')}`;
    return { ok: false, note: note.slice(0, longestNote), ...(isMeaningless && { isMeaningless }), seconds: seconds() };
  }
}
