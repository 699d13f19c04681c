import { proxy } from 'comlink';
import type { Analyst } from './analyst';
import { type Asked, askedOf } from './asked-of';
import { type Cell, cellKey, type DashboardState } from './dashboard-state';
import type { Store } from './store';

/** Lets the worker explain what is missing on the page, cell by cell, and tells how far each is. */
export class CellRunner {
  /** The analyses that run or wait, by the keys of their cells. */
  private readonly running = new Map<string, number>();

  constructor(
    private readonly store: Store<DashboardState>,
    private readonly analysis: Pick<Analyst, 'explain' | 'cancel'>,
    private readonly nextId: () => number,
  ) {}

  /** Computes the explanations that are missing; also those that were cancelled or failed. */
  async explain(): Promise<void> {
    const { state } = this.store;
    const isThere = (key: string) => state.cells[key]?.status === 'done' || this.running.has(key);
    const jobs = state.classes.flatMap((selection) =>
      state.methods.flatMap((method) => {
        const [key, asked] = [cellKey(selection, method), askedOf(state, selection, method)];
        return asked && !isThere(key) ? [this.explainOne(key, asked)] : [];
      }),
    );
    await Promise.all(jobs);
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

  private async explainOne(key: string, { recipe, item }: Asked): Promise<void> {
    const id = this.nextId();
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
