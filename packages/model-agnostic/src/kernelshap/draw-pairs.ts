import type { RandomStream } from 'xai-base';
import type { Plan } from './plan';

/** Draws the coalitions that a plan leaves, each with its complement. A pair that was drawn before counts more. */
export class PairSampler {
  private readonly known = new Map<string, number>();
  private readonly order: Int32Array;

  constructor(
    private readonly plan: Plan,
    private readonly random: RandomStream,
  ) {
    this.order = Int32Array.from({ length: plan.coalitions.features }, (_, feature) => feature);
  }

  /** How many coalitions can still be added. */
  get left(): number {
    const { coalitions, drawn } = this.plan;
    return drawn.length === 0 ? 0 : 2 * Math.floor((coalitions.capacity - coalitions.size) / 2);
  }

  /** Adds up to `count` new coalitions; fewer when the draws only repeat what is there. */
  draw(count: number): void {
    const { coalitions } = this.plan;
    const end = coalitions.size + Math.min(count, this.left);
    for (let tries = 4 * count; coalitions.size + 1 < end && tries > 0; tries--) {
      const members = this.subset(this.size());
      const key = keyOf(members, coalitions.features);
      const index = this.known.get(key);
      if (index !== undefined) coalitions.repeat(index);
      else {
        this.known.set(key, coalitions.size);
        coalitions.add(members, 1);
      }
    }
  }

  private size(): number {
    const { coalitions, drawn } = this.plan;
    let rest = this.random.uniform() * coalitions.drawnWeight;
    for (const { size, weight } of drawn) {
      rest -= weight;
      if (rest < 0) return size;
    }
    return drawn[drawn.length - 1].size;
  }

  /** A random subset, by the first steps of a shuffle; good until the next one is asked for. */
  private subset(size: number): Int32Array {
    const { order, random } = this;
    for (let i = 0; i < size; i++) {
      const other = i + Math.floor(random.uniform() * (order.length - i));
      const member = order[other];
      order[other] = order[i];
      order[i] = member;
    }
    return order.subarray(0, size);
  }
}

/** The same for a subset and its complement: the members, or the others if the last feature is one; 16 to a character. */
function keyOf(members: Int32Array, features: number): string {
  const codes = new Uint16Array(Math.ceil(features / 16));
  for (const feature of members) codes[feature >> 4] |= 1 << (feature & 15);
  const last = features - 1;
  if (((codes[last >> 4] >> (last & 15)) & 1) === 1) {
    for (let feature = 0; feature < features; feature++) codes[feature >> 4] ^= 1 << (feature & 15);
  }
  let key = '';
  for (const code of codes) key += String.fromCharCode(code);
  return key;
}
