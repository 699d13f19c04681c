import type { ConceptReference, MethodRecipe, SelectionRecipe } from 'xai-recipes';
import type { Analyst } from './analyst';
import { askedOf } from './asked-of';
import { type Checked, cellKey, type DashboardState } from './dashboard-state';
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
    const { classes, methods } = this.store.state;
    for (const selection of classes) for (const method of methods) await this.checkOne(selection, method);
  }

  /** Of the features that CRP shows of the item, the items of the list that they are most relevant for. */
  async references(selection: SelectionRecipe, method: MethodRecipe): Promise<ConceptReference[][]> {
    const asked = this.asked(selection, method);
    const looked = this.store.state.items.slice(0, MOST_REFERENCES).map(({ item }) => item);
    return asked ? this.analysis.references(asked.recipe, asked.item, looked) : [];
  }

  /** Looks at the layers that relevance of an explanation goes through. @throws what the analysis does; then none are shown */
  async showLayers(selection: SelectionRecipe, method: MethodRecipe): Promise<void> {
    const asked = this.asked(selection, method);
    if (!asked) return;
    const shown = { selection, method };
    this.store.set({ layers: shown });
    const isShown = () => this.store.state.layers === shown;
    try {
      const layerwise = await this.analysis.layerwise(asked.recipe, asked.item);
      if (isShown()) this.store.set({ layers: { ...shown, layerwise } });
    } catch (error) {
      if (isShown()) this.store.set({ layers: undefined });
      throw error;
    }
  }

  private async checkOne(selection: SelectionRecipe, method: MethodRecipe): Promise<void> {
    const key = cellKey(selection, method);
    const cell = this.store.state.cells[key];
    const asked = this.asked(selection, method);
    if (!asked || cell?.status !== 'done' || cell.checked) return;
    const [output] = cell.explained.explanation.outputSelection;
    const checked: Checked = await this.analysis
      .sanity(asked.recipe, asked.item, output)
      .catch((error: Error) => ({ problem: error.message }));
    const { cells } = this.store.state;
    if (cells[key] === cell) this.store.set({ cells: { ...cells, [key]: { ...cell, checked } } });
  }

  private asked(selection: SelectionRecipe, method: MethodRecipe) {
    return askedOf(this.store.state, selection, method);
  }
}
