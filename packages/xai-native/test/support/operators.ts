import type { Program } from 'xai-base';
import { neededNodes } from '../../src/graph/needed';
import { layOutProgram } from '../../src/laid-out-program';
import { trace } from '../../src/trace/trace';

/** How often the graph of a program uses each operator, in blocks of 16 channels. */
export function operatorsInBlocks(program: Program, ...shapes: number[][]): Record<string, number> {
  const traced = trace(
    program,
    shapes.map((shape) => ({ shape, dtype: 'float32' as const })),
    'blocks',
  );
  const counts: Record<string, number> = {};
  for (const { op } of neededNodes(layOutProgram(traced, true, 16).outputs)) {
    const name = op.replace('com.microsoft.nchwc:', 'blocked ');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
