import { analyze, type Executor, Explanation, type Model, type Progress, TensorBag } from 'xai-base';
import { RecipeError } from '../errors/errors';
import type { Files } from '../files/files';
import type { Item } from '../inputs/item';
import { readSubject } from '../inputs/read-subject';
import type { Subject } from '../inputs/subject';
import { readWords } from '../inputs/texts/read-words';
import { textOf } from '../inputs/texts/text-of';
import { analyzerFor } from '../methods/analyzer-for';
import type { Method } from '../methods/method';
import { methodFor } from '../methods/method-for';
import { loadModel } from '../models/load-model';
import type { LoadedModel, LoadedText } from '../models/loaded-model';
import type { Caption, Drawing } from '../pictures/drawing';
import { innerOf } from '../recipe/check-method';
import type { TextRecipe } from '../recipe/input-recipe';
import { methodOptionIn } from '../recipe/method-option-in';
import type { Recipe } from '../recipe/recipe';
import { type Selected, selectionOf } from './selection';
import { settingsOf } from './settings-of';

/** How one item is explained. */
export interface ExplainOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
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
  private current: { loaded: LoadedModel | LoadedText; length?: number };

  constructor(private readonly parts: PreparedParts) {
    this.recipe = parts.recipe;
    this.labels = parts.labels;
    this.selected = parts.selected;
    this.method = methodFor(parts.recipe.input.kind, parts.recipe.method.name);
    this.current = { loaded: parts.loaded };
  }

  /** The model, as it was loaded. */
  get loaded(): LoadedModel | LoadedText {
    return this.current.loaded;
  }

  /** What was guessed about the model. */
  get warnings(): readonly string[] {
    return (this.loaded.format === 'onnx' && this.loaded.warnings) || [];
  }

  /**
   * Explains an item.
   *
   * @returns the explanation, which belongs to the caller; its `extras.recipe` is the recipe
   * @throws {RecipeError} for an item of another kind, and the errors of reading it and of the method
   */
  async explain(item: Item, { signal, onProgress }: ExplainOptions = {}): Promise<Explanation> {
    const bag = new TensorBag();
    try {
      const subject = await this.read(item, bag);
      const explanation = this.withRecipe(await this.run(subject, bag, { signal, onProgress }), item);
      this.subjects.set(explanation, subject);
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  /** Explains items one after another; each explanation belongs to the caller. */
  async *explainEach(items: Iterable<Item>, options: ExplainOptions = {}): AsyncGenerator<Explanation> {
    for (const item of items) yield await this.explain(item, options);
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

  /** Draws an explanation that this recipe gave. */
  draw(explanation: Explanation, caption: Caption): Promise<Drawing> {
    return this.subjectOf(explanation).draw(explanation, caption);
  }

  /** Frees the model. */
  async dispose(): Promise<void> {
    await this.loaded.model.dispose();
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
    const { recipe, files } = this.parts;
    if (
      recipe.input.kind === 'text' &&
      this.loaded.format === 'onnx' &&
      !('text' in this.loaded) &&
      this.loaded.input !== undefined
    ) {
      const { words } = await readWords(files, await textOf(files, item), recipe.input);
      if (this.current.length !== words.length) await this.reload(words.length);
    }
    const { loaded } = this;
    const reading = { recipe, item, files, bag };
    if (!('text' in loaded)) return readSubject({ ...reading, loaded });
    const { readTokenSubject } = await import('../inputs/texts/token-subject'); // loaded when it is needed
    return readTokenSubject({ ...reading, recipe: recipe as Recipe & { input: TextRecipe } }, loaded.text);
  }

  private async reload(length: number): Promise<void> {
    const { files, recipe } = this.parts;
    const loaded = await loadModel(files, recipe.model, { length });
    await this.loaded.model.dispose();
    this.current = { loaded, length };
  }

  private async run(subject: Subject, bag: TensorBag, options: ExplainOptions): Promise<Explanation> {
    const { loaded } = this;
    const { recipe, executor } = this.parts;
    const { input, inputRef, background, contrast, hiding, modality, model = loaded.model as never as Model } = subject;
    const layer = methodOptionIn(recipe.method, 'layer') as string | undefined;
    const { logits } = recipe.model;
    const context = { background, contrast, hiding, bag, sample: input.shape.slice(1), logits, layer };
    const settings = settingsOf(recipe.method, this.method, modality, context);
    const analyzer = subject.model
      ? this.method.create(subject.model, settings)
      : await analyzerFor(this.method, { loaded: loaded as LoadedModel, modality, settings, executor });
    return analyze(input, analyzer, await selectionOf(this.selected, model, input, bag), {
      ...(recipe.batchSize !== undefined && { batchSize: recipe.batchSize }),
      ...(recipe.seed !== undefined && { seed: recipe.seed }),
      ...(executor && { executor }),
      ...(analyzer.moreOptions.includes('inputRef') && { inputRef }),
      ...options,
    });
  }

  private withRecipe(explanation: Explanation, item: Item): Explanation {
    const said = typeof item === 'string' || 'file' in item || 'text' in item ? { item } : {};
    return new Explanation({ ...explanation, extras: { ...explanation.extras, recipe: this.recipe, ...said } });
  }

  /** What the method, or the one that it takes the mean of, compares the input with, if it does. */
  private comparedWith(comparison: Subject['comparison']): Pick<About, 'comparedWith'> {
    const comparing = ['references', 'perturbation', 'model-agnostic', 'trees'];
    const inner = innerOf(this.recipe.method, this.method, this.recipe.input.kind);
    const method = [this.method, inner?.[1]].find((one) => one && comparing.includes(one.group));
    return method ? { comparedWith: comparison[method.name] ?? comparison.usual } : {};
  }
}
