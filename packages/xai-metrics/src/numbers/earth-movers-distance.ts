/**
 * The least work that turns one distribution into another: the sum of what is moved times how far. Successive shortest paths with potentials over the pairs
 * of places that hold something.
 *
 * @param supply what is there, at least 0; scaled to a sum of 1
 * @param demand what is to be there, at least 0; scaled to a sum of 1
 * @param cost how far place i of the supply is from place j of the demand
 * @returns the work; NaN where one of them holds nothing
 *
 * @see Y. Rubner, C. Tomasi, L. J. Guibas: The Earth Mover's Distance as a Metric for Image Retrieval (2000)
 *
 * @example
 * ```ts
 * earthMoversDistance([1, 0, 1], [0, 2, 0], (i, j) => Math.abs(i - j)); // => 1
 * ```
 */
export function earthMoversDistance(
  supply: ArrayLike<number>,
  demand: ArrayLike<number>,
  cost: (from: number, to: number) => number,
): number {
  const [from, to] = [held(supply), held(demand)];
  if (from.places.length === 0 || to.places.length === 0) return Number.NaN;
  // the shorter side sends: there are fewer trees of shortest paths, each over few nodes
  const isTurned = from.places.length > to.places.length;
  const [senders, takers] = isTurned ? [to, from] : [from, to];
  const costs = senders.places.map((sender) =>
    Float64Array.from(takers.places, (taker) => (isTurned ? cost(taker, sender) : cost(sender, taker))),
  );
  return transport(senders.amounts, takers.amounts, costs);
}

function held(values: ArrayLike<number>): { places: number[]; amounts: Float64Array } {
  const places = Array.from({ length: values.length }, (_, k) => k).filter((k) => values[k] > 0);
  const total = places.reduce((sum, place) => sum + values[place], 0);
  return { places, amounts: Float64Array.from(places, (place) => values[place] / total) };
}

const nothing = 1e-13; // rounding leaves less than this

/** The cost of the cheapest transport. */
function transport(supply: Float64Array, demand: Float64Array, costs: readonly Float64Array[]): number {
  const [left, wanted] = [supply.slice(), demand.slice()];
  const flow = costs.map((row) => new Float64Array(row.length));
  const potentials = { senders: new Float64Array(left.length), takers: new Float64Array(wanted.length) };
  for (let sender = 0; sender < left.length; sender++)
    while (left[sender] > nothing) {
      const path = cheapestPath(sender, wanted, costs, flow, potentials);
      if (path === undefined) break; // what is left is rounding
      let amount = Math.min(left[sender], wanted[path[path.length - 1].taker]);
      for (const { taker, back } of path) if (back !== undefined) amount = Math.min(amount, flow[back][taker]);
      for (const { source, taker } of path) flow[source][taker] += amount;
      for (const { taker, back } of path) if (back !== undefined) flow[back][taker] -= amount;
      left[sender] -= amount;
      wanted[path[path.length - 1].taker] -= amount;
    }
  return flow.reduce((sum, row, i) => row.reduce((part, amount, j) => part + amount * costs[i][j], sum), 0);
}

/** A step of a path: from a sender to a taker, and from there back along a flow to the sender of the next step. */
interface Step {
  readonly source: number;
  readonly taker: number;
  readonly back?: number;
}

/** Dijkstra's tree over reduced costs, up to the nearest taker that wants something. */
function cheapestPath(
  start: number,
  wanted: Float64Array,
  costs: readonly Float64Array[],
  flow: readonly Float64Array[],
  potentials: { senders: Float64Array; takers: Float64Array },
): Step[] | undefined {
  const toSender = new Float64Array(costs.length).fill(Number.POSITIVE_INFINITY);
  const toTaker = new Float64Array(wanted.length).fill(Number.POSITIVE_INFINITY);
  const sourceOf = new Int32Array(wanted.length).fill(-1);
  const takerBefore = new Int32Array(costs.length).fill(-1);
  const isDone = new Uint8Array(wanted.length);
  const open = [start];
  toSender[start] = 0;
  for (;;) {
    for (const sender of open.splice(0)) {
      const base = toSender[sender] + potentials.senders[sender];
      const row = costs[sender];
      for (let taker = 0; taker < row.length; taker++) {
        if (isDone[taker]) continue;
        const length = Math.max(toSender[sender], base + row[taker] - potentials.takers[taker]); // but for rounding
        if (length < toTaker[taker]) {
          toTaker[taker] = length;
          sourceOf[taker] = sender;
        }
      }
    }
    let nearest = -1;
    for (let taker = 0; taker < toTaker.length; taker++)
      if (!isDone[taker] && (nearest < 0 || toTaker[taker] < toTaker[nearest])) nearest = taker;
    if (nearest < 0) return undefined;
    isDone[nearest] = 1;
    const length = toTaker[nearest];
    if (wanted[nearest] > nothing) {
      for (let k = 0; k < toSender.length; k++) potentials.senders[k] += Math.min(toSender[k], length);
      for (let k = 0; k < toTaker.length; k++) potentials.takers[k] += Math.min(toTaker[k], length);
      return pathTo(nearest, start, sourceOf, takerBefore);
    }
    for (let sender = 0; sender < costs.length; sender++) {
      if (toSender[sender] < Number.POSITIVE_INFINITY || flow[sender][nearest] <= nothing) continue;
      toSender[sender] = length; // a flow can be taken back at no reduced cost
      takerBefore[sender] = nearest;
      open.push(sender);
    }
  }
}

function pathTo(end: number, start: number, sourceOf: Int32Array, takerBefore: Int32Array): Step[] {
  const path: Step[] = [];
  let [taker, back]: [number, number | undefined] = [end, undefined];
  for (;;) {
    const source = sourceOf[taker];
    path.unshift({ source, taker, back });
    if (source === start) return path;
    [taker, back] = [takerBefore[source], source];
  }
}
