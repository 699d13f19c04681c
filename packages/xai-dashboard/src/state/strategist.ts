import { proxy } from 'comlink';
import type { Progress } from 'xai-base';
import type { MethodRecipe, SelectionRecipe } from 'xai-recipes';
import type { Analyst } from './analyst';
import { askedOf } from './asked-of';
import { cellKey, type DashboardState, type ShownStrategies } from './dashboard-state';
import type { Store } from './store';

/** How many items of the list are looked through: the time of the analysis grows with their cube. */
const MOST = 300;

/** Finds by how many strategies a class is decided, over the items of the list. */
export class Strategist {
  /** What runs. */
  private id?: number;

  constructor(
    private readonly store: Store<DashboardState>,
    private readonly analysis: Pick<Analyst, 'strategies' | 'cancel'>,
    private readonly nextId: () => number,
  ) {}

  /** Looks for the strategies of the class that an explanation on the page is of. @throws what the analysis does; then none are shown */
  async show(selection: SelectionRecipe, method: MethodRecipe): Promise<void> {
    this.hide();
    const { state } = this.store;
    const cell = state.cells[cellKey(selection, method)];
    if (cell?.status !== 'done') return;
    const [output] = cell.explained.explanation.outputSelection;
    const asked = askedOf(state, { output, ...selection }, method);
    if (!asked) return;
    const looked = state.items.slice(0, MOST);
    let shown: ShownStrategies = { selection, method, items: looked };
    const change = (changes: Partial<ShownStrategies>) => {
      if (this.store.state.strategies !== shown) return;
      shown = { ...shown, ...changes };
      this.store.set({ strategies: shown });
    };
    this.store.set({ strategies: shown });
    const id = this.nextId();
    this.id = id;
    try {
      const onProgress = proxy((progress: Progress) => change({ progress }));
      const items = looked.map(({ item }) => item);
      change({ found: await this.analysis.strategies(id, asked.recipe, items, onProgress) });
    } catch (error) {
      if (this.store.state.strategies !== shown) return; // it was ended
      this.store.set({ strategies: undefined });
      throw error;
    } finally {
      if (this.id === id) this.id = undefined;
    }
  }

  /** Shows none, and ends the search for them. */
  hide(): void {
    if (this.id !== undefined) void this.analysis.cancel(this.id);
    this.id = undefined;
    if (this.store.state.strategies) this.store.set({ strategies: undefined });
  }
}
