/** Coalitions with the weights that the Shapley regression gives them. */
export class Coalitions {
  /** 1 where a feature is there; `[capacity, features]`. */
  readonly masks: Uint8Array;
  /** How many there are. */
  size = 0;
  /** How many of them, at the front, are enumerated; those behind are drawn, in complementary pairs. */
  enumerated = 0;
  /** The kernel weight of an enumerated coalition, how often a drawn one was drawn. */
  private readonly counts: Float64Array;

  /** @param drawnWeight the total kernel weight of the sizes that are drawn */
  constructor(
    readonly features: number,
    readonly capacity: number,
    public drawnWeight = 0,
  ) {
    this.masks = new Uint8Array(capacity * features);
    this.counts = new Float64Array(capacity);
  }

  /** The coalition at an index. */
  at(index: number): Uint8Array {
    return this.masks.subarray(index * this.features, (index + 1) * this.features);
  }

  /** Adds the coalition of these features and its complement; without it, if `alone`. */
  add(members: Iterable<number>, count: number, alone = false): void {
    for (const inside of alone ? [1] : [1, 0]) {
      const row = this.at(this.size);
      row.fill(1 - inside);
      for (const feature of members) row[feature] = inside;
      this.counts[this.size++] = count;
    }
  }

  /** Counts a pair that was drawn again. */
  repeat(index: number): void {
    this.counts[index]++;
    this.counts[index + 1]++;
  }

  /** How often the drawn coalition at an index was drawn. */
  drawn(index: number): number {
    return this.counts[index];
  }

  /** The weight of one draw: what the enumerated sizes leave, shared by the draws. */
  get weightOfDraw(): number {
    let draws = 0;
    for (let index = this.enumerated; index < this.size; index++) draws += this.counts[index];
    return draws === 0 ? 0 : this.drawnWeight / draws;
  }

  /** The weight of each coalition. */
  weights(): Float64Array {
    const { weightOfDraw } = this;
    return this.counts
      .slice(0, this.size)
      .map((count, index) => (index < this.enumerated ? count : count * weightOfDraw));
  }
}
