import {
  deserializePlain,
  fromPlain,
  type PlainExplanation,
  type Progress,
  serialize,
  throwIfAborted,
  toPlain,
} from 'xai-base';
import {
  type ConceptReference,
  checkRecipe,
  type ExplainOptions,
  guessRecipe,
  type Item,
  isRunNatively,
  type ModelOutline,
  open,
  type Prepared,
  prepare,
  type Recipe,
  readRows,
  tryMethods,
  type Verdict,
  withField,
} from 'xai-recipes';
import type { EngineChoice, EngineReport } from './engine-choice';
import type { Explained, Layerwise, Opened, TableOutline } from './explained';
import { fileKind, type KnownFile } from './file-kind';
import { layerReports } from './layer-reports';
import { type ListedMethod, methodTable } from './method-table';
import { type Sanity, sanityOf } from './sanity';
import type { SessionFiles } from './session-files';
import { type Strategies, strategiesOf } from './strategies';

const LARGEST_BATCH = 128;

/** Starts an engine for a model of so many bytes. */
export type StartEngine = (choice: EngineChoice, bytes?: number) => Promise<EngineReport>;

/**
 * All that computes: it opens models, guesses recipes, explains items. It runs in a worker, one thing after the other, with one model loaded at a time;
 * what it gives is plain data.
 */
export class Analysis {
  private turn: Promise<unknown> = Promise.resolve();
  private readonly running = new Map<number, AbortController>();
  private prepared?: Prepared;
  private choice: EngineChoice = 'auto';
  private engine?: EngineReport;
  private batchSize = LARGEST_BATCH;

  constructor(
    private readonly files: SessionFiles,
    private readonly startEngine: StartEngine,
  ) {}

  /** Adds files that were dropped. @returns what each is */
  add(files: readonly File[]): Promise<KnownFile[]> {
    return this.kinds(this.files.add(files));
  }

  /** What files are. */
  kinds(names: readonly string[]): Promise<KnownFile[]> {
    return Promise.all(names.map((name) => fileKind(this.files, name)));
  }

  /** How large a table is, and which of its columns have numbers alone. */
  async table(name: string): Promise<TableOutline> {
    const { rows, columns } = await readRows(this.files, name);
    const isNumeric = (at: number) => rows.every((row) => !Number.isNaN(Number(row[at].replace(',', '.'))));
    return { rows: rows.length, columns: columns.length, numeric: columns.filter((_, at) => isNumeric(at)) };
  }

  /** What is in a recipe. @throws {RecipeError} with the path of what is wrong in it */
  async recipeIn(name: string): Promise<Recipe> {
    return checkRecipe(JSON.parse(new TextDecoder().decode(await this.files.read(name))));
  }

  /** The names of the files that can be chosen for a model: the user's own, and those in its folder. */
  near(source: string): readonly string[] {
    return this.files.near(source);
  }

  /** The bytes of a file, for a page that shows it. */
  read(name: string): Promise<Uint8Array> {
    return this.files.read(name);
  }

  /** All methods, as a form shows them. */
  methodTable(): ListedMethod[] {
    return methodTable();
  }

  /** Chooses who computes from now on. */
  useEngine(choice: EngineChoice): Promise<EngineReport> {
    return this.inTurn(async () => {
      await this.forget();
      this.choice = choice;
      this.engine = await this.startEngine(choice);
      return this.engine;
    });
  }

  /** Opens a model, and guesses its recipe. @param source the name of its file */
  open(source: string): Promise<Opened> {
    return this.inTurn(async () => {
      await this.forget();
      this.files.reads.clear();
      this.engine ??= await this.startEngine(this.choice);
      const outline = await open(this.files, { source, externalData: true });
      const { reads } = this.files;
      const bytes = [...reads.values()].reduce((sum, length) => sum + length, 0);
      if (this.choice === 'auto') this.engine = await this.startEngine('auto', bytes);
      const hasExternal =
        outline.format === 'onnx' && [...reads.keys()].some((name) => !/\.(onnx|json|txt)$/.test(name));
      this.batchSize = batchFor(outline.inputs);
      const guess = guessRecipe(outline);
      const recipe = hasExternal ? withField(guess, 'recipe.model.externalData', true) : guess;
      return { engine: this.engine, outline, recipe, names: this.files.names, near: this.near(source) };
    });
  }

  /**
   * Explains an item.
   *
   * @param id by which it can be cancelled
   */
  explain(id: number, recipe: Recipe, item: Item, onProgress?: (progress: Progress) => void): Promise<Explained> {
    return this.cancellable(id, recipe, (prepared, signal) => this.explained(prepared, item, { signal, onProgress }));
  }

  /**
   * Finds by how many strategies the output that the recipe selects is decided.
   *
   * @param id by which it can be cancelled
   */
  strategies(
    id: number,
    recipe: Recipe,
    items: readonly Item[],
    onProgress?: (progress: Progress) => void,
  ): Promise<Strategies> {
    return this.cancellable(id, recipe, (prepared, signal) =>
      strategiesOf(prepared, items, this.batchSize, { signal, onProgress }),
    );
  }

  /** What LRP does in each layer when it explains an item: rules, relevances, conservation. */
  layerwise(recipe: Recipe, item: Item): Promise<Layerwise> {
    return this.withRecipe(recipe, async (prepared) => {
      const rules = await prepared.rules(item);
      const explanation = await prepared.explain(item, { layerwise: true });
      const { extras = {} } = await toPlain(explanation).finally(() => explanation.dispose());
      return { layers: layerReports(rules, extras) };
    });
  }

  /** Of the features that CRP shows of an item, the items that they are most relevant for, cropped to what they see there. */
  references(recipe: Recipe, item: Item, items: readonly Item[]): Promise<ConceptReference[][]> {
    return this.withRecipe(recipe, async (prepared) => {
      const explanation = await prepared.explain(item);
      return prepared.references(explanation, items).finally(() => explanation.dispose());
    });
  }

  /** Whether the explanation of an output looks at what the model learned. */
  sanity(recipe: Recipe, item: Item, output: number): Promise<Sanity> {
    return this.withRecipe(recipe, (prepared) => sanityOf(prepared, item, output));
  }

  /** Ends an analysis that runs or waits. */
  cancel(id: number): void {
    this.running.get(id)?.abort();
  }

  /** Which methods explain the model of a recipe, and why others do not. */
  tryMethods(recipe: Recipe): Promise<Verdict[]> {
    return this.inTurn(async () => {
      const { loaded } = await this.ready(recipe);
      return tryMethods({ loaded, modality: recipe.input.kind });
    });
  }

  /** The bytes of an explanation as they are saved. */
  async save(plain: PlainExplanation): Promise<Uint8Array> {
    const explanation = fromPlain(plain);
    try {
      return await serialize(explanation);
    } finally {
      explanation.dispose();
    }
  }

  /** A saved explanation. @throws {FormatError} when the file holds none */
  async restore(name: string): Promise<PlainExplanation> {
    return deserializePlain(await this.files.read(name));
  }

  /** Frees the model. */
  async forget(): Promise<void> {
    const { prepared } = this;
    this.prepared = undefined;
    await prepared?.dispose();
  }

  private async explained(prepared: Prepared, item: Item, options: ExplainOptions): Promise<Explained> {
    const start = performance.now();
    const explanation = await prepared.explain(item, options);
    try {
      const milliseconds = performance.now() - start;
      const { labels, selected } = prepared;
      const [plain, shown] = [await toPlain(explanation), await prepared.show(explanation)];
      const about = prepared.about(explanation);
      const engine = isRunNatively(prepared.loaded) ? 'onnxruntime' : (this.engine as EngineReport).used;
      return { explanation: plain, shown, about, labels, selected, engine, milliseconds };
    } finally {
      explanation.dispose();
    }
  }

  /** The model of a recipe, which stays loaded until another one is wanted. */
  private async ready(recipe: Recipe): Promise<Prepared> {
    this.engine ??= await this.startEngine(this.choice);
    if (this.prepared && modelIn(this.prepared.recipe) === modelIn(recipe)) return this.prepared;
    await this.forget();
    this.prepared = await prepare(recipe, { files: this.files });
    return this.prepared;
  }

  /** Does something with a recipe whose model is loaded, when all before it is done. */
  private withRecipe<T>(recipe: Recipe, work: (prepared: Prepared) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.inTurn(async () => {
      throwIfAborted(signal); // before a model is loaded that nobody wants any more
      const prepared = await (await this.ready(recipe)).with({ batchSize: this.batchSize, ...recipe });
      try {
        return await work(prepared);
      } finally {
        await prepared.dispose();
      }
    });
  }

  /** The same, which can be ended while it runs or waits. */
  private cancellable<T>(
    id: number,
    recipe: Recipe,
    work: (prepared: Prepared, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    this.running.set(id, controller);
    const { signal } = controller;
    return this.withRecipe(recipe, (prepared) => work(prepared, signal), signal).finally(() => this.running.delete(id));
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => {});
    return done;
  }
}

/** As many samples at once as make a batch of a million numbers: between two batches, progress is told and an end is heard of. */
function batchFor(inputs: ModelOutline['inputs']): number {
  const sizes = inputs.map(({ shape = [] }) => shape.slice(1).reduce<number>((size, side) => size * (side ?? 128), 1));
  return Math.min(LARGEST_BATCH, Math.max(1, Math.round(1e6 / Math.max(1, ...sizes))));
}

/** What of a recipe a loaded model depends on. */
function modelIn({ model: { logits: _, ...model }, input }: Recipe): string {
  return JSON.stringify([model, input.kind === 'text' && [input.tokenizer, input.position]]);
}
