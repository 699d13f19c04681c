/** What is known at a position on the way from a reference (0) to an input (1). */
interface Point {
  readonly position: number;
  /** The selected output there. */
  readonly output: number;
  /** Its derivative along the way. */
  readonly slope: number;
}

interface Interval {
  readonly begin: number;
  readonly end: number;
}

/** The way is cut into so many intervals at first, so that what rises and falls again is not overlooked. */
const firstIntervals = 8;

/** How many evaluations the first intervals take. */
export const firstEvaluations = 2 * firstIntervals + 1;

/** The share of the tolerance that is used; the rest is for rounding, as the attributions are added up in float32. */
const usedShare = 0.95;

/** What outputs in float32 do not tell apart, as a share of the larger. */
const rounding = 1e-6;

/**
 * Where to evaluate a derivative along a way, so that its integral and the difference of the outputs agree: Simpson's rule on intervals,
 * of which those are halved where both differ most. All former positions are used again: a halving takes two evaluations.
 */
export class AdaptivePath {
  private readonly points = new Map<number, Point>();
  private intervals: Interval[] = Array.from({ length: firstIntervals }, (_, index) => ({
    begin: index / firstIntervals,
    end: (index + 1) / firstIntervals,
  }));

  /**
   * @param tolerance how far the integral may be off, as a share of the difference of the outputs at both ends
   * @param maxEvaluations how many positions may be evaluated
   */
  constructor(
    private readonly tolerance: number,
    private readonly maxEvaluations: number,
  ) {}

  /** How many positions were evaluated. */
  get evaluations(): number {
    return this.points.size;
  }

  /** Whether the integral is within the tolerance. */
  get isWithinTolerance(): boolean {
    return this.isWithin(this.tolerance);
  }

  /** Takes in what was found at a position. */
  learn(point: Point): void {
    this.points.set(point.position, point);
  }

  /** The positions to evaluate next: none when the integral is within the tolerance, or no more can be had. */
  next(): number[] {
    if (this.evaluations === 0) return this.intervals.flatMap(nodesOf).filter(isFirst);
    const isRounding = this.error <= rounding * Math.max(Math.abs(this.outputAt(1)), Math.abs(this.outputAt(0)));
    if (this.isWithin(usedShare * this.tolerance) || isRounding) return [];
    const differences = this.intervals.map((interval) => Math.abs(this.difference(interval)));
    const large = differences.reduce((most, one) => Math.max(most, one)) / 2;
    const halvings = Math.floor((this.maxEvaluations - this.evaluations) / 2);
    const worst = [...differences.keys()]
      .filter((index) => differences[index] >= large)
      .sort((one, other) => differences[other] - differences[one] || one - other)
      .slice(0, halvings);
    const halves = worst.flatMap((index) => halvesOf(this.intervals[index]));
    if (halves.some(({ begin, end }) => end - begin < 2 ** -20)) return []; // a jump, which no step is short enough for
    this.intervals = [...this.intervals.filter((_, index) => !worst.includes(index)), ...halves];
    return halves.map(({ begin, end }) => (begin + end) / 2);
  }

  /** What each position counts in the integral; the weights sum to 1. */
  weights(): Map<number, number> {
    const weights = new Map<number, number>();
    for (const interval of this.intervals) {
      const sixth = (interval.end - interval.begin) / 6;
      nodesOf(interval).forEach((position, node) => {
        weights.set(position, (weights.get(position) ?? 0) + (node === 1 ? 4 : 1) * sixth);
      });
    }
    return weights;
  }

  private isWithin(tolerance: number): boolean {
    return this.error <= tolerance * Math.abs(this.outputAt(1) - this.outputAt(0));
  }

  private get error(): number {
    return Math.abs(this.intervals.reduce((sum, interval) => sum + this.difference(interval), 0));
  }

  /** By how much the outputs differ more than the derivative says. */
  private difference(interval: Interval): number {
    const [first, middle, last] = nodesOf(interval).map((position) => this.points.get(position) as Point);
    const integral = ((interval.end - interval.begin) / 6) * (first.slope + 4 * middle.slope + last.slope);
    return last.output - first.output - integral;
  }

  private outputAt(position: number): number {
    return (this.points.get(position) as Point).output;
  }
}

function nodesOf({ begin, end }: Interval): [number, number, number] {
  return [begin, (begin + end) / 2, end];
}

function halvesOf({ begin, end }: Interval): [Interval, Interval] {
  const middle = (begin + end) / 2;
  return [
    { begin, end: middle },
    { begin: middle, end },
  ];
}

function isFirst(position: number, index: number, positions: readonly number[]): boolean {
  return positions.indexOf(position) === index;
}
