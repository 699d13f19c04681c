/** A linear layer in float64, as plain arrays: `weights[input][output]`, zero where there is no connection. */
export interface Matrix {
  readonly weights: number[][];
  readonly bias: number[];
}

/** A window along one axis. */
export interface Axis {
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly same: boolean;
}

/** How many outputs an axis has. */
export function outputLength({ input, kernel, stride, dilation, same }: Axis): number {
  return same ? Math.ceil(input / stride) : Math.floor((input - (kernel - 1) * dilation - 1) / stride) + 1;
}

/** The input cell that a kernel cell of an output cell sees, or -1 where that is padding. */
export function inputCell(axis: Axis, output: number, cell: number): number {
  const { input, kernel, stride, dilation, same } = axis;
  const total = same ? Math.max(0, (outputLength(axis) - 1) * stride + (kernel - 1) * dilation + 1 - input) : 0;
  const at = output * stride + cell * dilation - Math.floor(total / 2);
  return at >= 0 && at < input ? at : -1;
}

/** Places with their coordinates, in row-major order. */
export function places(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, length) => all.flatMap((place) => Array.from({ length }, (_, index) => [...place, index])),
    [[]],
  );
}

/** The index of a place, or -1 where one of its coordinates is. */
export function indexOf(place: readonly number[], shape: readonly number[]): number {
  if (place.some((coordinate) => coordinate < 0)) return -1;
  return place.reduce((index, coordinate, axis) => index * shape[axis] + coordinate, 0);
}

/** A matrix of zeros. */
export function zeroMatrix(inputs: number, outputs: number): number[][] {
  return Array.from({ length: inputs }, () => Array<number>(outputs).fill(0));
}

/** The matrix of a layer that sees `kernel(cell, input channel, output channel)` through windows. */
export function windowMatrix(
  axes: readonly Axis[],
  [inputs, outputs]: readonly [number, number],
  kernel: (cell: number[], input: number, output: number, at: number[]) => number,
): number[][] {
  const inputShape = [...axes.map(({ input }) => input), inputs];
  const outputShape = [...axes.map(outputLength), outputs];
  const matrix = zeroMatrix(
    inputShape.reduce((size, length) => size * length, 1),
    outputShape.reduce((size, length) => size * length, 1),
  );
  for (const at of places(outputShape.slice(0, -1))) {
    for (const cell of places(axes.map((axis) => axis.kernel))) {
      const seen = axes.map((axis, index) => inputCell(axis, at[index], cell[index]));
      for (const [from, to] of places([inputs, outputs])) {
        const row = indexOf([...seen, from], inputShape);
        if (row >= 0) matrix[row][indexOf([...at, to], outputShape)] += kernel(cell, from, to, at);
      }
    }
  }
  return matrix;
}

/** Rows for columns. */
export function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return matrix[0].map((_, column) => matrix.map((row) => row[column]));
}
