import type { DoneCell } from '../../state/dashboard-state';
import { additivityOf } from './additivity';
import type { Note } from './note';
import { sanityNote } from './sanity-note';

/** Whether it is sane, if that was checked, whether it adds up, what the input was compared with, what was taken for granted, how long it took. */
export function notesOf({ explained, checked }: Pick<DoneCell, 'explained' | 'checked'>): Note[] {
  const { about, milliseconds, engine } = explained;
  const additivity = additivityOf(explained);
  const time = milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  return [
    ...(checked ? [sanityNote(checked)] : []),
    ...(additivity ? [additivity] : []),
    ...(about.comparedWith ? [{ text: `compared with ${about.comparedWith}` }] : []),
    ...about.warnings.map((text) => ({ text, isWarning: true })),
    { text: `${time} on ${engine}` },
  ];
}
