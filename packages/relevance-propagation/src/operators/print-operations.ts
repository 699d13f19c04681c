import type { RecordedOperation } from 'tfjs-gradients';
import type { Verdict } from './verdict';

/**
 * Operations with their verdicts, one a line; stretches that repeat one another, such as the blocks of a transformer, are printed once.
 */
export function printOperations(nodes: readonly { operation: RecordedOperation; verdict: Verdict }[]): string {
  const lines = nodes.map(({ operation, verdict }) => line(operation, verdict));
  return foldedLines(lines);
}

/** Lines, indented; a stretch of lines that repeats at once is printed once. */
export function foldedLines(lines: readonly string[]): string {
  return folded(lines)
    .map((one) => `  ${one}`)
    .join('\n');
}

/** What is alike in every block: the kernel, the verdict, the shape. */
function line({ kernel, outputs }: RecordedOperation, verdict: Verdict): string {
  const kind = verdict.kind === 'bilinear' && verdict.isRecurrent ? 'gate of a recurrent cell' : verdict.kind;
  return `${kernel.replace(/__op$/, '')} [${outputs[0].tensor.shape.slice(1)}]: ${kind}`;
}

/** Finds the longest stretch of lines that repeats at once, from the left. */
function folded(lines: readonly string[]): string[] {
  const result: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const { length, times } = repetition(lines, at);
    if (times > 1 && length * times > 3) {
      result.push(`${times} times:`, ...lines.slice(at, at + length).map((one) => `  ${one}`));
      at += length * times;
    } else {
      result.push(lines[at]);
      at++;
    }
  }
  return result;
}

function repetition(lines: readonly string[], at: number): { length: number; times: number } {
  let best = { length: 1, times: 1 };
  for (let length = 1; at + 2 * length <= lines.length; length++) {
    let times = 1;
    while (isRepeated(lines, at, length, times)) times++;
    if (times > 1 && length * times > best.length * best.times) best = { length, times };
  }
  return best;
}

function isRepeated(lines: readonly string[], at: number, length: number, times: number): boolean {
  const begin = at + length * times;
  if (begin + length > lines.length) return false;
  for (let index = 0; index < length; index++) if (lines[at + index] !== lines[begin + index]) return false;
  return true;
}
