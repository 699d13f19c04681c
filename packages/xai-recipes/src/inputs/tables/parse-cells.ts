import type { Delimiter } from './delimiter';

/** A text is no table; the message says why, and in which line. */
export class CsvError extends Error {}

/**
 * The cells of a CSV text (RFC 4180), line by line, without blanks around them; lines with nothing in them are left out.
 *
 * @throws {CsvError} for a quote without end, one inside of a cell, and a line with more or fewer cells than the first
 */
export function parseCells(text: string, delimiter: Delimiter): string[][] {
  const lines: string[][] = [];
  const scanner = new Scanner(text, delimiter);
  while (!scanner.isAtEnd) {
    const [line, cells] = [scanner.line, scanner.cells()];
    if (cells.length === 1 && cells[0] === '') continue;
    const expected = lines[0]?.length ?? cells.length;
    if (cells.length !== expected)
      throw new CsvError(`Invalid Record Length: expect ${expected}, got ${cells.length} on line ${line}`);
    lines.push(cells);
  }
  return lines;
}

class Scanner {
  line = 1;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly delimiter: Delimiter,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The cells of a line, and goes to the next one. */
  cells(): string[] {
    const cells: string[] = [];
    do cells.push(this.cell());
    while (this.takes(this.delimiter));
    if (!this.takes('\r\n') && !this.takes('\n')) this.takes('\r');
    this.line++;
    return cells;
  }

  private takes(what: string): boolean {
    const isThere = this.text.startsWith(what, this.at);
    if (isThere) this.at += what.length;
    return isThere;
  }

  private cell(): string {
    this.skipBlanks();
    if (this.takes('"')) return this.quoted();
    const start = this.at;
    while (!this.isAtEnd && !this.endsCell()) {
      if (this.text[this.at] === '"')
        throw new CsvError(`Invalid Opening Quote: a quote inside of a cell on line ${this.line}`);
      this.at++;
    }
    return this.text.slice(start, this.at).trim();
  }

  /** What stands between quotes, of which two stand for one. */
  private quoted(): string {
    const first = this.line;
    const parts: string[] = [];
    do {
      const end = this.text.indexOf('"', this.at);
      if (end < 0)
        throw new CsvError(`Quote Not Closed: the text ends inside of the quote that opens on line ${first}`);
      const part = this.text.slice(this.at, end);
      this.line += part.split('\n').length - 1;
      parts.push(part);
      this.at = end + 1;
    } while (this.takes('"'));
    this.skipBlanks();
    if (this.isAtEnd || this.endsCell()) return parts.join('"');
    throw new CsvError(`Invalid Closing Quote: text behind a quote on line ${this.line}`);
  }

  private endsCell(): boolean {
    const letter = this.text[this.at];
    return letter === this.delimiter || letter === '\n' || letter === '\r';
  }

  private skipBlanks(): void {
    while (!this.isAtEnd && !this.endsCell() && this.text[this.at].trim() === '') this.at++;
  }
}
