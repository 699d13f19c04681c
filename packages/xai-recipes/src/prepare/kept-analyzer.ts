import { type Analyzer, TensorBag } from 'xai-base';

/** The analyzer of the batch before, with the tensors that it needs: an executor compiles the programs of an analyzer once. */
export class KeptAnalyzer {
  private kept?: { readonly key: string; readonly analyzer: Analyzer; readonly bag: TensorBag };

  /**
   * The analyzer that is kept, or a new one in its place.
   *
   * @param key of what it can be used for
   * @param make makes it; what it puts into the bag lives as long as the analyzer
   */
  async of(key: string, make: (bag: TensorBag) => Promise<Analyzer>): Promise<Analyzer> {
    if (this.kept?.key === key) return this.kept.analyzer;
    this.dispose();
    const bag = new TensorBag();
    try {
      const analyzer = await make(bag);
      this.kept = { key, analyzer, bag };
      return analyzer;
    } catch (error) {
      bag.dispose();
      throw error;
    }
  }

  dispose(): void {
    this.kept?.bag.dispose();
    this.kept = undefined;
  }
}
