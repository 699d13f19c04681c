import { add, gather, reshape, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { product } from '../../matrices/mat-mul';
import type { Operator } from '../../operator';
import type { OperatorNode } from '../../operator-node';
import { placesOf } from '../../selections/places';
import { Unsupported } from '../../unsupported';
import { DeviceValue } from '../../values/device-value';
import { HostValue } from '../../values/host-value';

/** A matrix in numbers of few bits, packed into bytes, with a scale and a zero point for each block of a row. */
interface PackedMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly bits: number;
  readonly block: number;
  readonly packed: ArrayLike<number>;
  readonly scales: ArrayLike<number>;
  /** Packed as the numbers are, each row from a new byte on; or one number each. */
  readonly zeros?: ArrayLike<number>;
  /** The zero point where there are none. */
  readonly zero: number;
}

/** The numbers that a packed matrix stands for, `[rows, columns]`. */
export function unpack({ rows, columns, bits, block, packed, scales, zeros, zero }: PackedMatrix): Float32Array {
  const blocks = Math.ceil(columns / block);
  const bytesPerRow = packed.length / rows;
  const arePacked = zeros !== undefined && zeros.length < rows * blocks;
  const bytesOfZeros = Math.ceil((blocks * bits) / 8);
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = Math.floor(column / block);
      const own = arePacked ? bitsAt(zeros, row * bytesOfZeros, at, bits) : (zeros?.[row * blocks + at] ?? zero);
      values[row * columns + column] =
        (bitsAt(packed, row * bytesPerRow, column, bits) - own) * scales[row * blocks + at];
    }
  }
  return values;
}

/** A number of few bits from a list that begins at a byte; the lowest bits come first. */
function bitsAt(bytes: ArrayLike<number>, begin: number, index: number, bits: number): number {
  const perByte = 8 / bits;
  const byte = bytes[begin + Math.floor(index / perByte)] & 255;
  return (byte >> (bits * (index % perByte))) & (2 ** bits - 1);
}

/** com.microsoft's `MatMulNBits`: a product with a matrix of 2, 4 or 8 bits, which becomes floating-point numbers once. */
export const matMulNBits: Operator = (node) => {
  const [columns, rows] = [node.int('K', 0), node.int('N', 0)];
  const bits = node.int('bits', 4);
  checkBits(bits);
  if (node.hasInput(4)) throw new Unsupported('with columns in another order');
  const matrix = unpack({
    rows,
    columns,
    bits,
    block: node.int('block_size', 32),
    packed: constantData(node, 1),
    scales: constantData(node, 2),
    zeros: node.hasInput(3) ? constantData(node, 3) : undefined,
    zero: 2 ** (bits - 1),
  });
  const weights = node.take(1, turned(matrix, rows, columns));
  return ([x, , , , , bias]) => {
    const y = product(x.tensor, weights);
    return new DeviceValue(bias ? add(y, bias.tensor) : y);
  };
};

/** com.microsoft's `GatherBlockQuantized`: rows of a table in few bits, such as an embedding. */
export const gatherBlockQuantized: Operator = (node) => {
  const bits = node.int('bits', 4);
  checkBits(bits);
  const data = constant(node, 0);
  const rank = data.shape.length;
  const isPacked = node.elementType(0) === 'uint8';
  const [rows] = data.shape;
  const axis = node.int('quantize_axis', 1);
  const isOfRows = node.int('gather_axis', 0) === 0 && rank === 2 && (axis + rank) % rank === rank - 1;
  if (!isOfRows) throw new Unsupported('along other axes than the rows of a table');
  const columns = data.shape[1] * (isPacked ? 8 / bits : 1);
  const block = node.int('block_size', 128);
  const scales = constantData(node, 2);
  const zeros = node.hasInput(3) ? constantData(node, 3) : undefined;
  const zero = isPacked ? 2 ** (bits - 1) : 0;
  const values = isPacked
    ? unpack({ rows, columns, bits, block, packed: data.data, scales, zeros, zero })
    : ofWhole(data.data, columns, block, scales, zeros);
  const table = node.take(0, tensor2d(values, [rows, columns]));
  return ([, indices]) => {
    const found = gather(table, reshape(placesOf(indices, rows), [-1]));
    return new DeviceValue(reshape(found, [...indices.shape, columns]));
  };
};

/** As `unpack`, of numbers that are not packed. */
function ofWhole(
  data: ArrayLike<number>,
  columns: number,
  block: number,
  scales: ArrayLike<number>,
  zeros: ArrayLike<number> | undefined,
): Float32Array {
  const blocks = Math.ceil(columns / block);
  return Float32Array.from(data, (value, index) => {
    const at = Math.floor(index / columns) * blocks + Math.floor((index % columns) / block);
    return (value - (zeros?.[at] ?? 0)) * scales[at];
  });
}

function checkBits(bits: number): void {
  if (![2, 4, 8].includes(bits)) throw new Unsupported(`of ${bits} bits`);
}

function constant(node: OperatorNode, index: number): HostValue {
  const value = node.constant(index);
  if (value instanceof HostValue) return value;
  throw new Unsupported('with weights that are not constants');
}

const constantData = (node: OperatorNode, index: number): ArrayLike<number> => {
  const value = node.constant(index);
  if (value instanceof HostValue) return value.data;
  if (value) return value.tensor.dataSync();
  throw new Unsupported('with weights that are not constants');
};

/** `[rows, columns]` as `[columns, rows]`. */
function turned(values: Float32Array, rows: number, columns: number): Tensor {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = values[row * columns + column];
  }
  return tensor2d(result, [columns, rows]);
}
