import { printable as withoutControls } from 'xai-base';

/** A word without what a terminal, a browser or an XML parser would obey. An empty one becomes a blank that does not break, so that its colour shows. */
export function printable(word: string): string {
  return withoutControls(word) || '\u00a0';
}
