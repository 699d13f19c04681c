import { proxy } from 'comlink';
import type { Recipe } from 'xai-recipes';
import type { Analyst } from './analyst';
import { type Cell, cellKey, cellRecipe, type DashboardState } from './dashboard-state';
import type { ListedItem } from './listed-item';
import type { Store } from './store';

/** Lets the worker explain what is missing on the page, cell by cell, and tells how far each is. */
export class CellRunner {
  private counter = 0;
  /** The analyses that run or wait, by the keys of their cells. */
  private readonly running = new Map<string, number>();

  constructor(
    private readonly store: Store<DashboardState>,
    private readonly analysis: Pick<Analyst, 'explain' | 'cancel'>,
  ) {}

  /** Computes the explanations that are missing; also those that were cancelled or failed. */
  async explain(): Promise<void> {
    const { recipe, table, items, item, classes, methods } = this.store.state;
    if (!recipe || !items[item]) return;
    const jobs = classes.flatMap((selection) =>
      methods.map((method) => ({
        key: cellKey(selection, method),
        recipe: cellRecipe({ recipe, table }, selection, method),
      })),
    );
    const isThere = (key: string) => this.store.state.cells[key]?.status === 'done' || this.running.has(key);
    await Promise.all(
      jobs.filter(({ key }) => !isThere(key)).map((job) => this.explainOne(job.key, job.recipe, items[item])),
    );
  }

  /** Ends what runs and what waits. */
  cancel(): void {
    for (const id of this.running.values()) void this.analysis.cancel(id);
    this.running.clear();
    const cells = Object.entries(this.store.state.cells).map(([key, cell]): [string, Cell] => {
      const isOpen = cell.status === 'waiting' || cell.status === 'running';
      return [key, isOpen ? { status: 'cancelled' } : cell];
    });
    this.store.set({ cells: Object.fromEntries(cells) });
  }

  private async explainOne(key: string, recipe: Recipe, { item }: ListedItem): Promise<void> {
    const id = ++this.counter;
    this.running.set(key, id);
    const show = (cell: Cell) => {
      if (this.running.get(key) === id) this.store.set({ cells: { ...this.store.state.cells, [key]: cell } });
    };
    show({ status: 'waiting' });
    try {
      const onProgress = proxy(({ done, total }: { done: number; total: number }) =>
        show({ status: 'running', done, total }),
      );
      const explained = await this.analysis.explain(id, recipe, item, onProgress);
      show({ status: 'done', explained });
    } catch (error) {
      show({ status: 'failed', problem: (error as Error).message });
    } finally {
      if (this.running.get(key) === id) this.running.delete(key);
    }
  }
}
