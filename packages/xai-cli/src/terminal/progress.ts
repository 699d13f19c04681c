import type { Progress } from 'xai-base';
import { CLEAR_LINE, type PrintableOutput } from './printable-output';

const WIDTH = 20;

/** One line on a terminal that says how far the work is; silent where nobody watches. */
export class ProgressLine {
  private shown = '';

  constructor(private readonly output: PrintableOutput) {}

  /** Shows how far a piece of work is. */
  show(label: string, { done, total }: Progress): void {
    const share = done / Math.max(total, 1);
    const bar = '#'.repeat(Math.round(WIDTH * share)).padEnd(WIDTH, '.');
    const line = `[${bar}] ${String(Math.floor(100 * share)).padStart(3)} % ${label}`;
    if (!this.output.isTTY || line === this.shown) return;
    this.shown = line;
    this.output.paint(`${CLEAR_LINE}${line.slice(0, (this.output.columns || 80) - 1)}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.shown !== '') this.output.paint(CLEAR_LINE);
    this.shown = '';
  }
}
