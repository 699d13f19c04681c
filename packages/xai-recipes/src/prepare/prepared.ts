import { concat, type Tensor } from '@tensorflow/tfjs-core';
import { type Analyzer, Explanation, type Model, TensorBag } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { wrongField } from '../errors/wrong-field';
import type { Item } from '../inputs/item';
import type { Subject } from '../inputs/subject';
import { makerFor } from '../methods/analyzer-for';
import type { Method } from '../methods/method';
import { methodFor } from '../methods/method-for';
import type { LoadedModel, LoadedText } from '../models/loaded-model';
import type { Caption, Drawing } from '../pictures/drawing';
import type { Shown } from '../pictures/shown';
import { innerOf } from '../recipe/check-method';
import { checkRecipe } from '../recipe/check-recipe';
import type { Recipe } from '../recipe/recipe';
import { type About, aboutSubject } from './about';
import { type ConceptReference, conceptReferences, type ReferenceSearch } from './concept-references';
import { explainBatch, type ReadItem } from './explain-batch';
import type { ExplainOptions } from './explain-options';
import { JudgedAnalyzer, type JudgedMethod } from './judged-method';
import { checkTakesRules, type LayerRule, layerRules } from './layer-rules';
import type { CurrentModel, PreparedParts } from './prepared-parts';
import { readItem } from './read-item';
import { labelsIn, readLabels } from './read-labels';
import { checkSameModel } from './same-model';
import { isOneOutput, type Selected, selectedBy } from './selection';
import { splitExplanation } from './split-explanation';
import { SubjectAnalysis } from './subject-analysis';

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
  private readonly current: CurrentModel;
  private readonly analysis: SubjectAnalysis;
  private turn: Promise<unknown> = Promise.resolve();

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
    this.analysis = new SubjectAnalysis(parts, this.method, this.current);
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
      return this.told(await this.analysis.run(subject, bag, options), { item, subject });
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
    const { recipe, method, labels } = this;
    return aboutSubject(this.subjectOf(explanation), { recipe, method, explanation, labels });
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
    checkTakesRules(this.method);
    const bag = new TensorBag();
    try {
      const subject = await this.read(item, bag);
      return layerRules(this.analysis.modelOf(subject), this.analysis.settingsFor(subject, bag), subject);
    } finally {
      bag.dispose();
    }
  }

  /**
   * What the features stand for that an explanation by CRP shows: of each, the items that it is most relevant for, cropped to what it sees there. `draw` shows
   * them beside the heatmaps (`{ title, references }`).
   *
   * @param items images to look through
   * @throws {RecipeError} of other methods and other inputs, without items, and the errors of reading one
   * @throws {AbortError} when the signal fires
   * @see R. Achtibat et al.: From attribution maps to human-understandable explanations through Concept Relevance Propagation (2023)
   */
  async references(
    explanation: Explanation,
    items: readonly Item[],
    search: ReferenceSearch = {},
  ): Promise<ConceptReference[][]> {
    const { imageOf } = this.subjectOf(explanation);
    if (!imageOf) throw wrongField('recipe.input.kind', this.recipe.input.kind, 'image, of which references are parts');
    if (items.length === 0) throw wrongField('items', items, 'images to look through');
    const bag = new TensorBag();
    try {
      const analyzer = await this.analysis.analyzerOf(await this.read(items[0], bag), bag);
      const read = (item: number) => this.inputOf(items[item]);
      return await conceptReferences(explanation, { analyzer, items: items.length, read, imageOf }, search);
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
      const own = await this.analysis.analyzerOf(subject, bag); // the errors of a method that cannot explain the model come now
      const settings = this.analysis.settingsFor(subject, bag);
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
    this.analysis.dispose();
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
    const batch = await this.analysis.run({ ...group[0].subject, input }, bag, options, key);
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

  private read(item: Item, bag: TensorBag): Promise<Subject> {
    return readItem(this.parts, this.current, item, bag);
  }

  /** With the recipe and the item; and its subject is kept for its picture. */
  private told(explanation: Explanation, { item, subject }: Omit<ReadItem<Item>, 'at'>): Explanation {
    const said = typeof item === 'string' || 'file' in item || 'text' in item ? { item } : {};
    const told = new Explanation({ ...explanation, extras: { ...explanation.extras, recipe: this.recipe, ...said } });
    this.subjects.set(told, subject);
    return told;
  }
}

function ownModel(): RecipeError {
  const expected = 'images, series, rows of tables, or texts of a layers-model';
  return new RecipeError(`Each text has masks of its own, which metrics do not know; expected ${expected}.`, {
    argument: 'recipe.input.kind',
    expected,
  });
}
