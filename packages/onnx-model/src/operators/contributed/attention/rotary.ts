import { add, concat, gather, mul, neg, reshape, slice, stack, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../../operator';
import { placesOf } from '../../selections/places';
import { Unsupported } from '../../unsupported';
import { DeviceValue } from '../../values/device-value';
import { HostValue } from '../../values/host-value';
import type { Value } from '../../values/value';
import { joinHeads, splitHeads } from './heads';

/** Cosines and sines of each token's angles, of a shape that broadcasts to `[batch, heads, tokens, angles]`. */
export interface Angles {
  readonly cosines: Tensor;
  readonly sines: Tensor;
}

/** The angles of positions `[batch, tokens]`, or of `[1]`, the first of them, from tables `[positions, angles]`. */
export function anglesAt(cosines: Value, sines: Value, positions: Value, tokens: number): Angles {
  const places = positions.rank === 2 ? positions : consecutive(positions, tokens);
  const [batch] = places.shape;
  const look = (table: Value) => {
    const rows = gather(table.tensor, reshape(placesOf(places, table.shape[0]), [-1]));
    return reshape(rows, [batch, 1, tokens, table.shape[1]]);
  };
  return { cosines: look(cosines), sines: look(sines) };
}

function consecutive(first: Value, tokens: number): HostValue {
  if (!(first instanceof HostValue)) throw new Unsupported('at a position that is not known');
  const data = Array.from({ length: tokens }, (_, index) => first.data[0] + index);
  return new HostValue('int32', [1, tokens], data);
}

/** Turns pairs of elements of `[batch, heads, tokens, width]` by angles; elements beyond the pairs stay. */
export function rotate(x: Tensor, { cosines, sines }: Angles, isInterleaved: boolean): Tensor {
  const angles = cosines.shape[3] as number;
  const width = x.shape[3] as number;
  const turned = 2 * angles < width ? cut(x, 0, 2 * angles) : x;
  const rotated = (isInterleaved ? rotateNeighbours : rotateHalves)(turned, { cosines, sines });
  return 2 * angles < width ? concat([rotated, cut(x, 2 * angles, width)], 3) : rotated;
}

/** Each element of the first half is paired with that of the second. */
function rotateHalves(x: Tensor, { cosines, sines }: Angles): Tensor {
  const half = (x.shape[3] as number) / 2;
  const swapped = concat([neg(cut(x, half, 2 * half)), cut(x, 0, half)], 3);
  return add(mul(x, concat([cosines, cosines], 3)), mul(swapped, concat([sines, sines], 3)));
}

/** Each element is paired with its neighbour. */
function rotateNeighbours(x: Tensor, { cosines, sines }: Angles): Tensor {
  const [batch, heads, tokens, width] = x.shape;
  const pairs = reshape(x, [batch, heads, tokens, width / 2, 2]);
  const one = (index: number) =>
    reshape(slice(pairs, [0, 0, 0, 0, index], [-1, -1, -1, -1, 1]), [batch, heads, tokens, width / 2]);
  const [a, b] = [one(0), one(1)];
  const turned = stack([sub(mul(a, cosines), mul(b, sines)), add(mul(b, cosines), mul(a, sines))], 4);
  return reshape(turned, x.shape);
}

const cut = (x: Tensor, begin: number, end: number): Tensor => slice(x, [0, 0, 0, begin], [-1, -1, -1, end - begin]);

/** `RotaryEmbedding`, com.microsoft's and the standard one, whose inputs differ in order; without positions the tables are for each token. */
const rotaryOf =
  (inOrder: (inputs: readonly Value[]) => { x: Value; positions?: Value; cosines: Value; sines: Value }): Operator =>
  (node) => {
    const isInterleaved = node.int('interleaved', 0) === 1;
    const [stated, width] = [node.int('num_heads', 0), node.int('rotary_embedding_dim', 0)];
    if (node.int('is_packed_batching', 0) === 1) throw new Unsupported('of packed texts');
    return (inputs) => {
      const { x, positions, cosines, sines } = inOrder(inputs);
      const heads = stated || x.shape[2] / (width || 2 * cosines.shape[cosines.rank - 1]);
      const split = x.rank === 4 ? x.tensor : splitHeads(x.tensor, heads);
      const tokens = split.shape[2] as number;
      const each = (table: Value) => reshape(table.tensor, [table.shape[0], 1, tokens, table.shape[2]]);
      const angles = positions
        ? anglesAt(cosines, sines, positions, tokens)
        : { cosines: each(cosines), sines: each(sines) };
      const rotated = rotate(split, angles, isInterleaved);
      return new DeviceValue(x.rank === 4 ? rotated : joinHeads(rotated));
    };
  };

/** com.microsoft's `RotaryEmbedding`. */
export const rotaryOfMicrosoft = rotaryOf(([x, positions, cosines, sines]) => ({ x, positions, cosines, sines }));

/** The standard `RotaryEmbedding`, of version 23. */
export const rotaryEmbedding = rotaryOf(([x, cosines, sines, positions]) => ({ x, positions, cosines, sines }));
