/** How many masks are in a block. */
export const masksInBlock = 8;

/** Masks that wait for the outputs of the model, in blocks of memory that are used again when they are emptied. */
export class MaskBlocks {
  /** `[masksInBlock, features]` each, row-major. */
  readonly blocks: Float32Array[] = [];
  /** How many masks wait. */
  count = 0;
  private readonly masks: Float32Array[] = []; // the rows of the blocks, which share their memory

  constructor(private readonly features: number) {}

  /** Room for the next mask. */
  next(): Float32Array {
    if (this.count === this.masks.length) this.grow();
    return this.masks[this.count++];
  }

  clear(): void {
    this.count = 0;
  }

  private grow(): void {
    const { features } = this;
    const block = new Float32Array(masksInBlock * features);
    this.blocks.push(block);
    for (let mask = 0; mask < masksInBlock; mask++) {
      this.masks.push(block.subarray(mask * features, (mask + 1) * features));
    }
  }
}
