import { type Analyzer, analyze, Explanation, type Model, type TensorBag } from 'xai-base';
import type { Subject } from '../inputs/subject';
import { analyzerFor, makerFor } from '../methods/analyzer-for';
import type { Method, MethodSettings } from '../methods/method';
import type { LoadedModel } from '../models/loaded-model';
import { inWordsOfRecipes } from '../models/relevance-problem';
import { methodOptionIn } from '../recipe/method-option-in';
import type { ExplainOptions } from './explain-options';
import { gapProblem } from './gap-problem';
import { KeptAnalyzer } from './kept-analyzer';
import type { CurrentModel, PreparedParts } from './prepared-parts';
import { selectionOf } from './selection';
import { settingsOf } from './settings-of';

/** The method of a recipe on what was read: its settings, its analyzer, and what that says. */
export class SubjectAnalysis {
  private readonly kept = new KeptAnalyzer();

  constructor(
    private readonly parts: PreparedParts,
    private readonly method: Method,
    private readonly current: CurrentModel,
  ) {}

  /** What is explained: the subject's own model, or that of the recipe. */
  modelOf(subject: Subject): Model {
    return subject.model ?? (this.current.loaded.model as never as Model);
  }

  /** @param key of what the analyzer can be used for again */
  async run(
    subject: Subject,
    bag: TensorBag,
    { layerwise, ...options }: ExplainOptions,
    key?: string,
  ): Promise<Explanation> {
    const { recipe, executor, files, labels } = this.parts;
    const { input, inputRef } = subject;
    const analyzer = await (key === undefined
      ? this.analyzerOf(subject, bag)
      : this.kept.of(key, (own) => this.analyzerOf({ ...subject, ...copied(subject, own) }, own)));
    const [, height = 1, width = 1] = input.shape;
    const fit = recipe.input.kind === 'image' ? recipe.input.fit : undefined;
    const place = { files, size: { height, width }, fit, bag, labels };
    const { selection, sum } = await selectionOf(this.parts.selected, this.modelOf(subject), input, place);
    const explaining = analyze(input, analyzer, selection, {
      ...(recipe.batchSize !== undefined && { batchSize: recipe.batchSize }),
      ...(recipe.seed !== undefined && { seed: recipe.seed }),
      ...(executor && { executor }),
      ...(analyzer.moreOptions.includes('inputRef') && { inputRef }),
      ...(layerwise &&
        analyzer.moreOptions.includes('conservation') && { layerwiseRelevances: true, conservation: true }),
      ...options,
    });
    const found = await explaining.catch(async (error) => {
      throw inWordsOfRecipes(await gapProblem(error, recipe, input));
    });
    const explanation = subject.finish ? await subject.finish(found) : found;
    return sum ? new Explanation({ ...explanation, extras: { ...explanation.extras, selected: sum } }) : explanation;
  }

  /** @param bag frees what the analyzer needs as long as it is used */
  async analyzerOf(subject: Subject, bag: TensorBag): Promise<Analyzer> {
    const { executor } = this.parts;
    const settings = this.settingsFor(subject, bag);
    if (subject.model) return this.method.create(subject.model, settings);
    const { modality } = subject;
    return analyzerFor(this.method, { loaded: this.current.loaded as LoadedModel, modality, settings, executor });
  }

  /** What makes the analyzer for a model; or the analyzer itself, of methods that explain one model only. */
  async makerOf(subject: Subject, bag: TensorBag): Promise<Analyzer | ((model: Model) => Analyzer)> {
    const own = await this.analyzerOf(subject, bag); // the errors of a method that cannot explain the model come now
    const { modality } = subject;
    if (this.method.needs === 'trees' || modality === 'text') return own;
    const settings = this.settingsFor(subject, bag);
    return makerFor(this.method, { loaded: this.current.loaded as LoadedModel, modality, settings });
  }

  settingsFor(subject: Subject, bag: TensorBag): MethodSettings {
    const { recipe } = this.parts;
    const { input, background, contrast, hiding, modality } = subject;
    const layer = methodOptionIn(recipe.method, 'layer') as string | undefined;
    const { logits } = recipe.model;
    const context = { background, contrast, hiding, bag, sample: input.shape.slice(1), logits, layer };
    return settingsOf(recipe.method, this.method, modality, context);
  }

  dispose(): void {
    this.kept.dispose();
  }
}

/** What an analyzer that outlives its first input keeps of it. */
function copied({ background }: Subject, bag: TensorBag): Pick<Subject, 'background'> {
  return { background: bag.add(background.clone()) };
}
