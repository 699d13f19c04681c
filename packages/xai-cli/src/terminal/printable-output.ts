import { printable } from 'xai-base';
import type { Surroundings, TextOutput } from './streams';

/** What takes a line of a terminal away. */
export const CLEAR_LINE = '\r\x1b[2K';

/** What a picture may have of what a terminal obeys: colours, line breaks, and that a line is taken away. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CODES = /(\x1b\[[\d;]*m|\r\x1b\[2K|\n)/;

/** A picture of text, in which nothing but its colours is obeyed. */
export function paintable(picture: string): string {
  return picture
    .split(CODES)
    .map((part, at) => (at % 2 === 1 ? part : printable(part)))
    .join('');
}

/**
 * The one place where a command writes to a stream. A model's file, a table or the name of a file may hold what a terminal obeys: to clear the screen,
 * to write a link, to show other words than there are. None of it gets through.
 */
export class PrintableOutput implements TextOutput {
  constructor(private readonly output: TextOutput) {}

  get isTTY(): boolean | undefined {
    return this.output.isTTY;
  }

  get columns(): number | undefined {
    return this.output.columns;
  }

  /** Writes lines of text. */
  write(text: string): void {
    this.output.write(text.split('\n').map(printable).join('\n'));
  }

  /** Writes what a file holds, as it is: a program reads it, no person. */
  send(content: string | Uint8Array): void {
    this.output.write(content);
  }

  /** Writes a picture: text with codes for colours. Names in it are made printable by whoever draws it. */
  paint(picture: string): void {
    this.output.write(paintable(picture));
  }
}

/** What a command gets from its surroundings, with outputs that are safe. */
export interface Console extends Surroundings {
  readonly stdout: PrintableOutput;
  readonly stderr: PrintableOutput;
}
