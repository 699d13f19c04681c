import { addScaled, zeros } from '../linear-algebra/vectors';
import type { MaskSums } from './mask-sums';
import type { GridMaskProgram } from './masks/grid-mask-program';

/**
 * The sums that saliencies under masks of grids need: a mask is linear in the cells of its grid, so those that are cut at the same offsets are summed as
 * grids, and become masks in the end.
 */
export class RunningGrids implements MaskSums {
  private readonly sums: (number[] | undefined)[]; // a grid for each pair of offsets that was drawn
  private readonly scratch: Float32Array;
  private count = 0;
  keptNothing = true;

  constructor(private readonly program: GridMaskProgram) {
    const { offsets, height, width } = program.spread;
    this.sums = new Array(offsets[0] * offsets[1]).fill(undefined);
    this.scratch = new Float32Array(height * width);
  }

  add(numbers: Float32Array, output: number): void {
    const { offsets, resolution, write } = this.program.spread;
    const cells = resolution * resolution;
    const [down, across] = [numbers[cells], numbers[cells + 1]];
    this.count++;
    const at = down * offsets[1] + across;
    this.sums[at] ??= zeros(cells);
    addScaled(this.sums[at], numbers, output);
    if (!this.keptNothing) return;
    write(numbers, [down, across], this.scratch);
    this.keptNothing = this.scratch.every((share) => share === 0);
  }

  saliency(keepProbability: number): number[] {
    const { offsets, height, width, resolution, across, down } = this.program.spread;
    const sum = zeros(height * width);
    const [line, mask] = [zeros(resolution * width), zeros(height * width)];
    for (let offsetY = 0; offsetY < offsets[0]; offsetY++) {
      const lines = zeros(resolution * width);
      for (let offsetX = 0; offsetX < offsets[1]; offsetX++) {
        const grid = this.sums[offsetY * offsets[1] + offsetX];
        if (!grid) continue;
        across(grid, offsetX, line);
        addScaled(lines, line, 1);
      }
      down(lines, offsetY, mask);
      addScaled(sum, mask, 1);
    }
    return sum.map((value) => value / this.count / keepProbability);
  }
}
