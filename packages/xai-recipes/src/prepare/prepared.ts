import { concat, type Tensor } from '@tensorflow/tfjs-core';
import { Explanation, TensorBag } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { wrongField } from '../errors/wrong-field';
import type { Item } from '../inputs/item';
import type { Subject } from '../inputs/subject';
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
import { type JudgedMethod, judgedMethod } from './judged-method';
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
    return this.reading(item, async (subject, bag) =>
      this.told(await this.analysis.run(subject, bag, options), { item, subject }),
    );
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
    await this.reading(item, (subject) => this.subjects.set(explanation, subject));
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
    const { analysis } = this;
    return this.reading(item, (subject, bag) =>
      layerRules(analysis.modelOf(subject), analysis.settingsFor(subject, bag), subject),
    );
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
    const read = (item: number) => this.inputOf(items[item]);
    return this.reading(items[0], async (subject, bag) => {
      const analyzer = await this.analysis.analyzerOf(subject, bag);
      return conceptReferences(explanation, { analyzer, items: items.length, read, imageOf }, search);
    });
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
  inputOf(item: Item): Promise<Tensor> {
    return this.reading(item, ({ input }, bag) => {
      bag.release(input);
      return input;
    });
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
      if (subject.model) throw ownModel();
      return judgedMethod(await this.analysis.makerOf(subject, bag), subject.inputRef, bag);
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

  /** Does some work on an item as the model takes it, and frees what it needed. */
  private async reading<Result>(
    item: Item,
    work: (subject: Subject, bag: TensorBag) => Result | Promise<Result>,
  ): Promise<Result> {
    const bag = new TensorBag();
    try {
      return await work(await this.read(item, bag), bag);
    } finally {
      bag.dispose();
    }
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
