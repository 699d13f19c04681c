import { turn } from './turn';

const places = 2 ** 16;

/**
 * The indices of numbers of at least 0, the smallest number first; of equal ones the first. A radix sort, by 16 bits at a time: the bits of such
 * numbers are in the order of the numbers.
 */
export async function ascendingOrder(numbers: Float64Array, signal?: AbortSignal): Promise<Uint32Array> {
  const digits = new Uint16Array(numbers.buffer, numbers.byteOffset, 4 * numbers.length);
  const isLittleEndian = new Uint16Array(Uint32Array.of(1).buffer)[0] === 1;
  let order = Uint32Array.from(numbers, (_, index) => index);
  let next = new Uint32Array(numbers.length);
  for (let digit = 0; digit < 4; digit++) {
    await turn(signal);
    const at = isLittleEndian ? digit : 3 - digit;
    const ends = new Uint32Array(places + 1);
    for (let index = 0; index < order.length; index++) ends[digits[4 * index + at] + 1]++;
    for (let place = 0; place < places; place++) ends[place + 1] += ends[place];
    for (const index of order) next[ends[digits[4 * index + at]]++] = index;
    [order, next] = [next, order];
  }
  return order;
}
