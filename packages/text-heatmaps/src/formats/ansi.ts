import { foreground } from '../colors/foreground';
import type { ColoredText } from './colored-text';
import { printable } from './printable';

const RESET = '\x1b[0m';

/** The words for a terminal with 24-bit colours; between them the terminal's own ground. */
export function toAnsi({ words, colors, separator }: ColoredText): string {
  const colored = words.map((word, index) => {
    const ground = colors[index];
    return `\x1b[48;2;${ground.join(';')}m\x1b[38;2;${foreground(ground).join(';')}m${printable(word)}${RESET}`;
  });
  return colored.join(separator && printable(separator));
}
