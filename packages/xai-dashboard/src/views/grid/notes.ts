import type { Explained } from '../../analysis/explained';
import { additivityOf } from './additivity';
import type { Note } from './note';

/** Whether it adds up, what the input was compared with, what was taken for granted, how long it took. */
export function notesOf(explained: Explained): Note[] {
  const { about, milliseconds, engine } = explained;
  const additivity = additivityOf(explained);
  const time = milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  return [
    ...(additivity ? [additivity] : []),
    ...(about.comparedWith ? [{ text: `compared with ${about.comparedWith}` }] : []),
    ...about.warnings.map((text) => ({ text, isWarning: true })),
    { text: `${time} on ${engine}` },
  ];
}
