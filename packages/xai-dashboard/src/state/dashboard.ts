import { type ConceptReference, type MethodRecipe, type Recipe, type SelectionRecipe, withField } from 'xai-recipes';
import type { EngineChoice } from '../analysis/engine-choice';
import type { KnownFile } from '../analysis/file-kind';
import type { Analyst } from './analyst';
import { askedOf } from './asked-of';
import { CellRunner } from './cell-runner';
import type { Start } from './dashboard-start';
import { cellKey, type DashboardState, type Look, type Restored } from './dashboard-state';
import { Inspector } from './inspector';
import { type ListedItem, samplesIn } from './listed-item';
import { type Reproduction, reproduction } from './reproduction';
import { shippedModels } from './shipped-models';
import { Store } from './store';
import { Strategist } from './strategist';
import { takeFiles } from './take-files';

const nothing: DashboardState = {
  engine: { choice: 'auto' },
  items: [],
  files: [],
  item: 0,
  methods: [],
  classes: [{}],
  table: [],
  cells: {},
  restored: [],
  look: { sameScale: false },
  messages: [],
};

/**
 * What the page does: each method is something that a user can do. It changes the state, lets the worker compute what is missing, and tells of problems.
 */
export class Dashboard {
  readonly store = new Store<DashboardState>(nothing);
  private counter = 0;
  private readonly runner: CellRunner;
  private readonly inspector: Inspector;
  private readonly strategist: Strategist;

  constructor(readonly analysis: Analyst) {
    const nextId = () => ++this.counter;
    this.runner = new CellRunner(this.store, analysis, nextId);
    this.inspector = new Inspector(this.store, analysis);
    this.strategist = new Strategist(this.store, analysis, nextId);
  }

  get state(): DashboardState {
    return this.store.state;
  }

  /** Opens a model that is shipped. */
  async openShipped(name: string): Promise<void> {
    const shipped = shippedModels.find((one) => one.name === name) ?? shippedModels[0];
    await this.open(shipped.source, { shipped });
  }

  /** Takes files that were dropped on the page or chosen: models, what they explain, and what belongs to them. */
  drop(files: readonly File[]): Promise<void> {
    return this.take(this.analysis.add(files));
  }

  /** Takes files that lie on the page's server. */
  take(files: Promise<KnownFile[]> | readonly string[]): Promise<void> {
    const known = 'then' in files ? files : this.analysis.kinds(files);
    return known
      .then((found) => takeFiles(this, found))
      .then(() => this.listFiles())
      .catch((error) => this.tell(error));
  }

  /**
   * Opens a model, and explains what is there.
   *
   * @param start what it is asked first, in place of what is usual
   * @returns whether it could be opened
   */
  async open(source: string, start: Start = {}): Promise<boolean> {
    this.cancel();
    this.store.set({ opening: source });
    try {
      const [{ engine, names, near, outline, recipe: guess }, table] = await Promise.all([
        this.analysis.open(source),
        this.analysis.methodTable(),
      ]);
      if (this.state.opening !== source) return false; // something else was opened meanwhile
      const { shipped, recipe = guess } = start;
      const { title = source.split('/').at(-1) as string } = outline.meta ?? {};
      this.store.set({
        engine: { ...this.state.engine, report: engine },
        ...{
          opening: undefined,
          cells: {},
          layers: undefined,
          strategies: undefined,
          verdicts: undefined,
          recipe,
          table,
          items: samplesIn(outline.meta, names),
          files: near,
        },
        model: { source, outline, title: shipped?.title ?? title, ...(shipped && { shipped: shipped.name }) },
        item: start.item ?? shipped?.item ?? 0,
        methods: start.methods ?? shipped?.methods ?? [recipe.method],
        classes: start.classes ?? shipped?.classes ?? [recipe.selection ?? {}],
      });
    } catch (error) {
      if (this.state.opening === source) this.store.set({ opening: undefined });
      this.tell(error as Error);
      return false;
    }
    await this.explain();
    return true;
  }

  /** Shows a saved explanation. */
  restore(restored: Restored): void {
    this.store.set({ restored: [...this.state.restored, restored] });
  }

  /** Explains another item. */
  chooseItem(item: number): Promise<void> {
    return this.change({ item });
  }

  /** Adds items, of which the first is explained. */
  addItems(items: readonly ListedItem[]): Promise<void> {
    return this.change({ items: [...this.state.items, ...items], item: this.state.items.length });
  }

  /** Replaces the item that is explained, such as a text that was edited. */
  editItem(item: ListedItem): Promise<void> {
    return this.change({ items: this.state.items.map((one, at) => (at === this.state.item ? item : one)) });
  }

  /**
   * Changes a field of the recipe, by its path, such as `recipe.input.normalize`; undefined takes it out.
   *
   * @param reason of what was guessed
   */
  setField(path: string, value: unknown, reason?: string): Promise<void> {
    const { recipe } = this.state;
    if (!recipe) return Promise.resolve();
    const { [path]: _, ...others } = recipe.reasons ?? {};
    const reasons = reason === undefined ? others : { ...others, [path]: reason };
    return this.setRecipe({ ...withField(recipe, path, value), reasons });
  }

  /** Takes another recipe for the model. */
  setRecipe(recipe: Recipe, changes: Pick<Start, 'methods' | 'classes'> = {}): Promise<void> {
    return this.change({ recipe, ...changes });
  }

  /** Chooses the columns; explanations that are there stay. */
  setMethods(methods: readonly MethodRecipe[]): Promise<void> {
    this.store.set({ methods });
    return this.explain();
  }

  /** Chooses the rows; explanations that are there stay. */
  setClasses(classes: readonly SelectionRecipe[]): Promise<void> {
    this.store.set({ classes });
    return this.explain();
  }

  setLook(look: Partial<Look>): void {
    this.store.set({ look: { ...this.state.look, ...look } });
  }

  /** Chooses who computes; all is computed again. */
  async useEngine(choice: EngineChoice): Promise<void> {
    this.cancel();
    try {
      const report = await this.analysis.useEngine(choice);
      this.store.set({ engine: { choice, report } });
    } catch (error) {
      this.tell(error as Error);
    }
    await this.change({});
  }

  /** Tries which methods explain the model. */
  async tryMethods(): Promise<void> {
    const { recipe, model } = this.state;
    if (!recipe) return;
    try {
      const verdicts = await this.analysis.tryMethods(recipe);
      if (this.state.model === model) this.store.set({ verdicts });
    } catch (error) {
      this.tell(error as Error);
    }
  }

  /** Checks of each explanation on the page whether it looks at what the model learned. */
  checkSanity(): Promise<void> {
    return this.inspector.checkSanity();
  }

  /** Of the features that CRP shows of the item, the items of the list that they are most relevant for. */
  references(selection: SelectionRecipe, method: MethodRecipe): Promise<ConceptReference[][]> {
    return this.inspector.references(selection, method);
  }

  /** Looks at the layers that relevance of an explanation goes through. */
  async showLayers(selection: SelectionRecipe, method: MethodRecipe): Promise<void> {
    await this.inspector.showLayers(selection, method).catch((error) => this.tell(error));
  }

  hideLayers(): void {
    this.store.set({ layers: undefined });
  }

  /** Looks by how many strategies the class of an explanation is decided, over all items of the list. */
  async showStrategies(selection: SelectionRecipe, method: MethodRecipe): Promise<void> {
    await this.strategist.show(selection, method).catch((error) => this.tell(error));
  }

  /** Shows no strategies, and ends the search for them. */
  hideStrategies(): void {
    this.strategist.hide();
  }

  /** Gives a layer another rule, `Gamma(0.25)`, in place of that of the composite; without one, that one again. */
  async setRule(method: MethodRecipe, layer: string, rule?: string): Promise<void> {
    const { [layer]: _, ...others } = (method.rules ?? {}) as Readonly<Record<string, string>>;
    const rules = rule === undefined ? others : { ...others, [layer]: rule };
    const { rules: __, ...plain } = method;
    const changed: MethodRecipe = Object.keys(rules).length > 0 ? { ...plain, rules } : plain;
    const { layers, methods } = this.state;
    const isShown = layers !== undefined && isSame(layers.method, method);
    await this.setMethods(methods.map((one) => (isSame(one, method) ? changed : one)));
    if (isShown) await this.showLayers(layers.selection, changed);
  }

  /** How an explanation on the page is computed again elsewhere; undefined until it is there. */
  reproduction(selection: SelectionRecipe, method: MethodRecipe): Reproduction | undefined {
    const cell = this.state.cells[cellKey(selection, method)];
    const asked = askedOf(this.state, selection, method);
    if (!asked || cell?.status !== 'done') return undefined;
    const seed = cell.explained.explanation.extras?.seed;
    return reproduction(typeof seed === 'number' ? { ...asked.recipe, seed } : asked.recipe, asked.item);
  }

  /** The bytes of an explanation on the page, as they are saved. */
  async saved(selection: SelectionRecipe, method: MethodRecipe): Promise<Uint8Array | undefined> {
    const cell = this.state.cells[cellKey(selection, method)];
    return cell?.status === 'done' ? this.analysis.save(cell.explained.explanation) : undefined;
  }

  /** Ends what runs and what waits. */
  cancel(): void {
    this.runner.cancel();
    if (!this.state.strategies?.found) this.hideStrategies();
  }

  /** Computes the explanations that are missing; also those that were cancelled or failed. */
  explain(): Promise<void> {
    return this.runner.explain();
  }

  /** Tells of something that went wrong. */
  tell(problem: Error | string, kind: 'problem' | 'note' = 'problem'): void {
    const text = typeof problem === 'string' ? problem : problem.message;
    const others = this.state.messages.filter((message) => message.text !== text);
    this.store.set({ messages: [...others, { id: ++this.counter, kind, text }] });
  }

  dismiss(id: number): void {
    this.store.set({ messages: this.state.messages.filter((message) => message.id !== id) });
  }

  private async listFiles(): Promise<void> {
    const { model } = this.state;
    const files = model && (await this.analysis.near(model.source));
    if (files && this.state.model === model) this.store.set({ files });
  }

  private change(changes: Partial<DashboardState>): Promise<void> {
    this.cancel();
    this.store.set({ layers: undefined, strategies: undefined, ...changes, cells: {} });
    return this.explain();
  }
}

function isSame(one: MethodRecipe, other: MethodRecipe): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
