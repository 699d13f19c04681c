import type { ConceptReference, MethodRecipe, SelectionRecipe } from 'xai-recipes';
import type { Analyst } from './analyst';
import { type Checked, cellKey, cellRecipe, type DashboardState } from './dashboard-state';
import type { Store } from './store';

/** How many items are looked through for what features stand for. */
const MOST_REFERENCES = 100;

/** Looks behind explanations that are on the page: whether they are sane, what features stand for, what happens in each layer. */
export class Inspector {
  constructor(
    private readonly store: Store<DashboardState>,
    private readonly analysis: Pick<Analyst, 'sanity' | 'layerwise' | 'references'>,
  ) {}

  /** Checks of each explanation on the page whether it looks at what the model learned. */
  async checkSanity(): Promise<void> {
    const { recipe, table, items, item, classes, methods } = this.store.state;
    if (!recipe || !items[item]) return;
    for (const selection of classes)
      for (const method of methods) {
        const key = cellKey(selection, method);
        const cell = this.store.state.cells[key];
        if (cell?.status !== 'done' || cell.checked) continue;
        const [output] = cell.explained.explanation.outputSelection;
        const told = cellRecipe({ recipe, table }, selection, method);
        const checked: Checked = await this.analysis
          .sanity(told, items[item].item, output)
          .catch((error: Error) => ({ problem: error.message }));
        const { cells } = this.store.state;
        if (cells[key] === cell) this.store.set({ cells: { ...cells, [key]: { ...cell, checked } } });
      }
  }

  /** Of the features that CRP shows of the item, the items of the list that they are most relevant for. */
  async references(selection: SelectionRecipe, method: MethodRecipe): Promise<ConceptReference[][]> {
    const { recipe, table, items, item } = this.store.state;
    if (!recipe || !items[item]) return [];
    const told = cellRecipe({ recipe, table }, selection, method);
    const looked = items.slice(0, MOST_REFERENCES).map((one) => one.item);
    return this.analysis.references(told, items[item].item, looked);
  }

  /** Looks at the layers that relevance of an explanation goes through. @throws what the analysis does; then none are shown */
  async showLayers(selection: SelectionRecipe, method: MethodRecipe): Promise<void> {
    const { recipe, table, items, item } = this.store.state;
    if (!recipe || !items[item]) return;
    const shown = { selection, method };
    this.store.set({ layers: shown });
    const isShown = () => this.store.state.layers === shown;
    try {
      const told = cellRecipe({ recipe, table }, selection, method);
      const layerwise = await this.analysis.layerwise(told, items[item].item);
      if (isShown()) this.store.set({ layers: { ...shown, layerwise } });
    } catch (error) {
      if (isShown()) this.store.set({ layers: undefined });
      throw error;
    }
  }
}
