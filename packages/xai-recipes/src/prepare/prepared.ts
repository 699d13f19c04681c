import { concat, type Tensor } from '@tensorflow/tfjs-core';
import { type Analyzer, analyze, type Executor, Explanation, type Model, type Progress, TensorBag } from 'xai-base';
import { RecipeError } from '../errors/errors';
import type { Files } from '../files/files';
import type { Item } from '../inputs/item';
import { readSubject } from '../inputs/read-subject';
import type { Subject } from '../inputs/subject';
import { readWords } from '../inputs/texts/read-words';
import { textOf } from '../inputs/texts/text-of';
import { analyzerFor, makerFor } from '../methods/analyzer-for';
import { rulesIn } from '../methods/create-lrp';
import type { Method, MethodSettings } from '../methods/method';
import { methodFor } from '../methods/method-for';
import { ruleText } from '../methods/rules';
import { loadModel } from '../models/load-model';
import type { LoadedModel, LoadedText } from '../models/loaded-model';
import { inWordsOfRecipes } from '../models/relevance-problem';
import { takesTexts } from '../models/takes-texts';
import type { Caption, Drawing } from '../pictures/drawing';
import type { Shown } from '../pictures/shown';
import { innerOf } from '../recipe/check-method';
import { checkRecipe } from '../recipe/check-recipe';
import type { TextRecipe } from '../recipe/input-recipe';
import { methodOptionIn } from '../recipe/method-option-in';
import type { Recipe } from '../recipe/recipe';
import { explainBatch, type ReadItem } from './explain-batch';
import { JudgedAnalyzer, type JudgedMethod } from './judged-method';
import { KeptAnalyzer } from './kept-analyzer';
import { labelsIn, readLabels } from './read-labels';
import { checkSameModel } from './same-model';
import { isOneOutput, type Selected, selectedBy, selectionOf } from './selection';
import { settingsOf } from './settings-of';
import { splitExplanation } from './split-explanation';

/** How one item is explained. */
export interface ExplainOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Of relevance propagation, adds what each layer got and where that went: `extras.layerwiseRelevances` and `extras.conservation`. */
  readonly layerwise?: boolean;
}

/** A layer, or operator, that relevance passes, and its rule, as `recipe.method.rules` has it. */
export interface LayerRule {
  readonly layer: string;
  readonly type: string;
  readonly rule: string;
}

/** What is known of an explanation besides its numbers. */
export interface About {
  /** What was explained: the name of a file, or the text itself. */
  readonly source: string;
  /** For the names of files. */
  readonly name: string;
  /** What stands in for hidden parts, or is the reference, of methods that have one. */
  readonly comparedWith?: string;
  /** What of the input is not explained, or was taken for granted. */
  readonly warnings: readonly string[];
}

/** What a prepared recipe is made of. */
export interface PreparedParts {
  readonly recipe: Recipe;
  readonly files: Files;
  readonly labels?: readonly string[];
  readonly selected: Selected;
  readonly loaded: LoadedModel | LoadedText;
  readonly executor?: Executor;
}

/**
 * A recipe whose model is loaded: it explains items and draws the explanations. It owns the model.
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/penguins');
 * const model = { source: 'model.json' };
 * const recipe = { version: 1, model, input: { kind: 'table' }, method: { name: 'InputTimesGradient' } } as const;
 * const prepared = await prepare(recipe, { files });
 * const explanation = await prepared.explain({ values: [[39.1, 18.7, 181, 3750, 1]] });
 * const drawing = await prepared.draw(explanation, { title: 'Why this penguin?' });
 * drawing.kind; // => 'vector'
 * explanation.dispose();
 * await prepared.dispose();
 * ```
 */
export class Prepared {
  readonly recipe: Recipe;
  /** The names of the outputs, where they are known. */
  readonly labels?: readonly string[];
  readonly selected: Selected;
  private readonly method: Method;
  private readonly subjects = new WeakMap<Explanation, Subject>();
  private readonly kept = new KeptAnalyzer();
  private turn: Promise<unknown> = Promise.resolve();

  private readonly current: { loaded: LoadedModel | LoadedText; length?: number };

  /** @param owner whose model it uses; it has one of its own, if that is left out */
  constructor(
    private readonly parts: PreparedParts,
    private readonly owner?: Prepared,
  ) {
    this.current = owner?.current ?? { loaded: parts.loaded };
    this.recipe = parts.recipe;
    this.labels = parts.labels;
    this.selected = parts.selected;
    this.method = methodFor(parts.recipe.input.kind, parts.recipe.method.name);
  }

  /** The model, as it was loaded. */
  get loaded(): LoadedModel | LoadedText {
    return this.current.loaded;
  }

  /** What was guessed about the model. */
  get warnings(): readonly string[] {
    return ('warnings' in this.loaded && this.loaded.warnings) || [];
  }

  /**
   * Explains an item.
   *
   * @returns the explanation, which belongs to the caller; its `extras.recipe` is the recipe
   * @throws {RecipeError} for an item of another kind, and the errors of reading it and of the method
   */
  async explain(item: Item, options: ExplainOptions = {}): Promise<Explanation> {
    const bag = new TensorBag();
    try {
      const subject = await this.read(item, bag);
      return this.told(await this.run(subject, bag, options), { item, subject });
    } finally {
      bag.dispose();
    }
  }

  /** Explains items one after another; each explanation belongs to the caller. */
  async *explainEach(items: Iterable<Item>, options: ExplainOptions = {}): AsyncGenerator<Explanation> {
    for (const item of items) yield await this.explain(item, options);
  }

  /**
   * Explains several items, those of one shape at once where the method can: what {@link explain} says of each, up to random draws, in less time.
   *
   * @returns of each item its explanation, which belongs to the caller, or the error that says why there is none
   * @throws {AbortError} when the signal fires
   */
  explainBatch(items: readonly Item[], options: ExplainOptions = {}): Promise<(Explanation | Error)[]> {
    const steps = {
      explain: (item: Item) => this.explain(item, options),
      ...(this.goesInBatches() && {
        together: {
          read: (item: Item, bag: TensorBag) => this.read(item, bag),
          explain: (group: readonly ReadItem<Item>[], key: string, bag: TensorBag) =>
            this.explainTogether(group, key, bag, options),
        },
      }),
    };
    const result = this.turn.then(() => explainBatch(items, steps, options.signal));
    this.turn = result.catch(() => undefined); // one batch after the other: they share an analyzer
    return result;
  }

  /**
   * What is known of an explanation that this recipe gave.
   *
   * @throws {RecipeError} for another one
   */
  about(explanation: Explanation): About {
    const { source, name, comparison, warnings = [] } = this.subjectOf(explanation);
    return { source, name, ...this.comparedWith(comparison), warnings };
  }

  /**
   * Takes an explanation back that was kept: it can be drawn then.
   *
   * @param item what it explains
   * @throws the errors of reading the item
   */
  async recall(explanation: Explanation, item: Item): Promise<void> {
    const bag = new TensorBag();
    try {
      this.subjects.set(explanation, await this.read(item, bag));
    } finally {
      bag.dispose();
    }
  }

  /** Draws an explanation that this recipe gave. */
  draw(explanation: Explanation, caption: Caption): Promise<Drawing> {
    return this.subjectOf(explanation).draw(explanation, caption);
  }

  /**
   * The rule of each layer, or operator, that LRP goes through.
   *
   * @param item an item to run a model without layers on
   * @throws {RecipeError} of other methods
   */
  async rules(item: Item): Promise<LayerRule[]> {
    const takesRules = this.method.options.some(({ name }) => name === 'rules');
    if (!takesRules) throw findsNoRules(this.method.name);
    const bag = new TensorBag();
    try {
      const subject = await this.read(item, bag);
      const model = (subject.model ?? this.loaded.model) as Model;
      const found = rulesIn(model, this.settingsFor(subject, bag), subject.input);
      return found.map(({ name, type, rule }) => ({ layer: name, type, rule: ruleText(rule) }));
    } finally {
      bag.dispose();
    }
  }

  /** What a page draws of an explanation that this recipe gave: plain data, and what its parts are called. */
  show(explanation: Explanation): Promise<Shown> {
    return this.subjectOf(explanation).show(explanation);
  }

  /**
   * Another recipe for the model, which stays loaded: another method, selection or comparison, other preprocessing.
   *
   * @returns what is to be disposed of before this, which owns the model
   * @throws {RecipeError} with the path of what is wrong in the recipe, or is of another model
   */
  async with(recipe: Recipe): Promise<Prepared> {
    const checked = checkRecipe(recipe);
    checkSameModel(checked, this.recipe);
    const { files } = this.parts;
    const { loaded } = this;
    const labels = (await readLabels(files, checked.labels)) ?? labelsIn(loaded);
    const selected = selectedBy(checked.selection, labels);
    return new Prepared({ ...this.parts, recipe: checked, labels, selected, loaded }, this);
  }

  /**
   * The model's input for an item.
   *
   * @returns `[1, ...]`, which belongs to the caller
   * @throws {RecipeError} for an item of another kind, and the errors of reading it
   */
  async inputOf(item: Item): Promise<Tensor> {
    const bag = new TensorBag();
    try {
      const { input } = await this.read(item, bag);
      bag.release(input);
      return input;
    } finally {
      bag.dispose();
    }
  }

  /**
   * The method of the recipe, as metrics judge it, for inputs like that of an item: what it compares them with is that of the item.
   *
   * @throws {RecipeError} for texts whose masks are their own
   */
  async judged(item: Item): Promise<JudgedMethod> {
    const bag = new TensorBag();
    try {
      const subject = await this.read(item, bag);
      const { inputRef, modality } = subject;
      if (subject.model) throw ownModel();
      const judged = (analyzer: Analyzer) => new JudgedAnalyzer(analyzer, inputRef);
      const { loaded, method } = this;
      const isOfOne = method.needs === 'trees' || modality === 'text';
      const own = await this.analyzerOf(subject, bag); // the errors of a method that cannot explain the model come now
      const settings = this.settingsFor(subject, bag);
      const make = makerFor(method, { loaded: loaded as LoadedModel, modality, settings });
      return {
        analyzer: isOfOne ? judged(own) : (model: Model) => judged(make(model)),
        inputRef,
        dispose: () => bag.dispose(),
      };
    } catch (error) {
      bag.dispose();
      throw error;
    }
  }

  /** Frees the model, if it is its own. */
  async dispose(): Promise<void> {
    await this.turn;
    this.kept.dispose();
    if (!this.owner) await this.loaded.model.dispose();
  }

  /** Texts are read one by one, as their masks and lengths are their own; so is what hides parts of an input by what is in it. */
  private goesInBatches(): boolean {
    const { recipe, selected } = this.parts;
    const inner = innerOf(recipe.method, this.method, recipe.input.kind);
    const areOwn = [this.method, inner?.[1]].some((method) => method?.group === 'model-agnostic');
    return isOneOutput(selected) && !areOwn && recipe.input.kind !== 'text';
  }

  private async explainTogether(
    group: readonly ReadItem<Item>[],
    key: string,
    bag: TensorBag,
    options: ExplainOptions,
  ): Promise<Explanation[] | undefined> {
    const input = bag.add(concat(group.map(({ subject }) => subject.input)));
    const batch = await this.run({ ...group[0].subject, input }, bag, options, key);
    try {
      return splitExplanation(batch)?.map((one, at) => this.told(one, group[at]));
    } finally {
      batch.dispose();
    }
  }

  private subjectOf(explanation: Explanation): Subject {
    const subject = this.subjects.get(explanation);
    if (subject) return subject;
    const expected = 'one of the same prepared recipe';
    throw new RecipeError(`The explanation is none of this recipe; expected ${expected}.`, {
      argument: 'explanation',
      expected,
    });
  }

  /** Of texts, what other inputs get may be as long as these: the model is then read for that length. */
  private async read(item: Item, bag: TensorBag): Promise<Subject> {
    const { recipe, files, executor } = this.parts;
    if (
      recipe.input.kind === 'text' &&
      this.loaded.format === 'onnx' &&
      !('text' in this.loaded) &&
      this.loaded.input !== undefined &&
      !takesTexts(this.loaded)
    ) {
      const { words } = await readWords(files, await textOf(files, item), recipe.input);
      if (this.current.length !== words.length) await this.reload(words.length);
    }
    const { loaded } = this;
    const reading = { recipe, item, files, bag };
    if (!('text' in loaded)) return readSubject({ ...reading, loaded });
    const { readTokenSubject } = await import('../inputs/texts/token-subject'); // loaded when it is needed
    return readTokenSubject({ ...reading, recipe: recipe as Recipe & { input: TextRecipe } }, loaded.text, executor);
  }

  private async reload(length: number): Promise<void> {
    const { files, recipe } = this.parts;
    const loaded = await loadModel(files, recipe.model, { length });
    await this.loaded.model.dispose();
    Object.assign(this.current, { loaded, length });
  }

  /** @param key of what the analyzer can be used for again */
  private async run(
    subject: Subject,
    bag: TensorBag,
    { layerwise, ...options }: ExplainOptions,
    key?: string,
  ): Promise<Explanation> {
    const { loaded } = this;
    const { recipe, executor } = this.parts;
    const { input, inputRef, model = loaded.model as never as Model } = subject;
    const analyzer = await (key === undefined
      ? this.analyzerOf(subject, bag)
      : this.kept.of(key, (own) => this.analyzerOf({ ...subject, ...copied(subject, own) }, own)));
    const [, height = 1, width = 1] = input.shape;
    const fit = recipe.input.kind === 'image' ? recipe.input.fit : undefined;
    const place = { files: this.parts.files, size: { height, width }, fit, bag, labels: this.labels };
    const { selection, sum } = await selectionOf(this.selected, model, input, place);
    const explaining = analyze(input, analyzer, selection, {
      ...(recipe.batchSize !== undefined && { batchSize: recipe.batchSize }),
      ...(recipe.seed !== undefined && { seed: recipe.seed }),
      ...(executor && { executor }),
      ...(analyzer.moreOptions.includes('inputRef') && { inputRef }),
      ...(layerwise &&
        analyzer.moreOptions.includes('conservation') && { layerwiseRelevances: true, conservation: true }),
      ...options,
    });
    const found = await explaining.catch((error) => {
      throw inWordsOfRecipes(error);
    });
    const explanation = subject.finish ? await subject.finish(found) : found;
    return sum ? new Explanation({ ...explanation, extras: { ...explanation.extras, selected: sum } }) : explanation;
  }

  /** @param bag frees what the analyzer needs as long as it is used */
  private async analyzerOf(subject: Subject, bag: TensorBag): Promise<Analyzer> {
    const { loaded } = this;
    const { executor } = this.parts;
    const settings = this.settingsFor(subject, bag);
    if (subject.model) return this.method.create(subject.model, settings);
    const { modality } = subject;
    return analyzerFor(this.method, { loaded: loaded as LoadedModel, modality, settings, executor });
  }

  private settingsFor(subject: Subject, bag: TensorBag): MethodSettings {
    const { recipe } = this.parts;
    const { input, background, contrast, hiding, modality } = subject;
    const layer = methodOptionIn(recipe.method, 'layer') as string | undefined;
    const { logits } = recipe.model;
    const context = { background, contrast, hiding, bag, sample: input.shape.slice(1), logits, layer };
    return settingsOf(recipe.method, this.method, modality, context);
  }

  /** With the recipe and the item; and its subject is kept for its picture. */
  private told(explanation: Explanation, { item, subject }: Omit<ReadItem<Item>, 'at'>): Explanation {
    const said = typeof item === 'string' || 'file' in item || 'text' in item ? { item } : {};
    const told = new Explanation({ ...explanation, extras: { ...explanation.extras, recipe: this.recipe, ...said } });
    this.subjects.set(told, subject);
    return told;
  }

  /** What the method, or the one that it takes the mean of, compares the input with, if it does. */
  private comparedWith(comparison: Subject['comparison']): Pick<About, 'comparedWith'> {
    const comparing = ['references', 'perturbation', 'model-agnostic', 'trees'];
    const inner = innerOf(this.recipe.method, this.method, this.recipe.input.kind);
    const method = [this.method, inner?.[1]].find((one) => one && comparing.includes(one.group));
    return method ? { comparedWith: comparison[method.name] ?? comparison.usual } : {};
  }
}

function findsNoRules(name: string): RecipeError {
  const expected = 'LRP or CRP';
  const message = `${name} has no rules for layers; expected ${expected}.`;
  return new RecipeError(message, { argument: 'recipe.method.name', value: name, expected });
}

/** What an analyzer that outlives its first input keeps of it. */
function copied({ background }: Subject, bag: TensorBag): Pick<Subject, 'background'> {
  return { background: bag.add(background.clone()) };
}

function ownModel(): RecipeError {
  const expected = 'images, series, rows of tables, or texts of a layers-model';
  return new RecipeError(`Each text has masks of its own, which metrics do not know; expected ${expected}.`, {
    argument: 'recipe.input.kind',
    expected,
  });
}
