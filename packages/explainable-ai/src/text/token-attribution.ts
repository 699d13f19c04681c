import { sqrt, square, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  Analyzer,
  arrangeInputs,
  checkFeatures,
  checkKeys,
  chosenExecutor,
  type Explanation,
  eagerExecutor,
  type FurtherInputs,
  type HeatmapKind,
  LayerGraph,
  type LayerNode,
  type LayersModelLike,
  layersModelInputs,
  type Model,
  ModelError,
  type ModelView,
  maskOf,
  type OutputSelector,
  type Program,
  predictorOf,
  TensorBag,
  toModelView,
  UnsupportedLayerError,
  ValueError,
} from 'xai-base';
import { GradientAnalyzer } from '../gradients/gradient-analyzer';
import { checkReference } from '../references/reference-of';
import type { ReferenceOptions } from '../references/reference-options';
import { checkEmbedding } from './check-embedding';
import { EmbeddedGradient } from './embedded-gradient';
import { partedTokens, withTokens } from './with-tokens';

/** Options of {@link TokenAttribution}. */
export interface TokenAttributionOptions {
  /** The embedding layer, by name, path or index; the first one by default. */
  layer?: string | number;
}

/**
 * Explains text models: token indices have no gradient, but their embedding has. Any gradient method explains the embedding of
 * the tokens, and its attributions are summed over the embedding's dimensions (of a sensitivity, such as
 * the plain gradient, the 2-norm is taken).
 *
 * `inputRef` in the options of `analyze` are reference tokens, such as padding, whose embedding is the reference;
 * without it, the reference is the zero vector. `val` is `[batch, tokens]`; `extras` holds the method's numbers about
 * each sample, such as `completenessError`.
 *
 * @see P. K. Mudrakarta, A. Taly, M. Sundararajan, K. Dhamdhere: Did the Model Understand the Question? (2018)
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const embedding = tfl.layers.embedding({ inputDim: 2, outputDim: 1, inputLength: 2, weights: [tf.tensor2d([[3], [5]])] });
 * const sum = tfl.layers.dense({ units: 1, kernelInitializer: 'ones' });
 * const model = tfl.sequential({ layers: [embedding, tfl.layers.flatten(), sum] });
 * const analyzer = new TokenAttribution(model, (embedded) => new IntegratedGradients(embedded, 10));
 * (await analyze(tf.tensor2d([[0, 1]], [1, 2], 'int32'), analyzer)).val; // => [[3, 5]]
 * ```
 */
export class TokenAttribution extends Analyzer<ReferenceOptions> {
  readonly name: string;
  override readonly heatmap: HeatmapKind;
  private readonly view: ModelView;
  private readonly embedding: LayerNode;
  /** Explains the embedding; the tokens, and what the model reads besides, are its further inputs. */
  private readonly analyzer: Analyzer<ReferenceOptions>;
  /** What the embedding layer makes of tokens, `[batch, tokens, dimensions]`. */
  private readonly embedder: ModelView;
  /** All of it as one program, where the method is a gradient. */
  private readonly whole?: Analyzer;

  /**
   * @param model a tfjs-layers model with an embedding layer
   * @param method makes the analyzer for a model of the embedding, `[batch, tokens, dimensions] -> [batch, classes]`; called once
   * @throws {UnsupportedLayerError} when the model has no embedding layer
   * @throws {LayerNotFoundError} when it has no layer of the given name
   */
  constructor(
    model: LayersModelLike,
    method: (model: Model) => Analyzer<ReferenceOptions>,
    options: TokenAttributionOptions = {},
  ) {
    super();
    checkKeys(options, ['layer'], 'TokenAttribution');
    const { layer } = options;
    this.view = toModelView(model);
    const graph = new LayerGraph(model);
    this.embedding = layer === undefined ? firstEmbedding(graph) : graph.find(layer);
    const { head } = graph.split(this.embedding);
    const inputs = layersModelInputs(model);
    const evaluate = (tokens: Tensor, others: FurtherInputs | undefined) =>
      head(arrangeInputs(inputs, tokens, others).tensors);
    const embed = (tokens: Tensor, others?: FurtherInputs) => evaluate(tokens, others).activation;
    this.embedder = toModelView(embed, checkFeatures);
    this.analyzer = method((embedded: Tensor, further: FurtherInputs) => {
      const { tokens, others } = partedTokens(further);
      return evaluate(tokens, others).tail(embedded)[0];
    });
    this.name = `TokenAttribution(${this.analyzer.name})`;
    this.heatmap = this.analyzer.heatmap;
    if (!(this.analyzer instanceof GradientAnalyzer) || !this.analyzer.isProgram) return;
    const { name, heatmap, unit, analyzer: gradient } = this;
    this.whole = new EmbeddedGradient(this.view, { name, heatmap, unit }, (tokens, select, others) => {
      const attribution = gradient.explained(embed(tokens, others), select, withTokens(tokens, others));
      return { ...attribution, val: this.ofTokens(attribution.val) };
    });
  }

  override get unit(): string | undefined {
    return this.analyzer.unit;
  }

  override get moreOptions(): readonly string[] {
    return this.analyzer.moreOptions;
  }

  override get readsIndices(): string | undefined {
    return `Layer ${this.embedding.path} (${this.embedding.layer.getClassName()})`;
  }

  override predict(input: Tensor, { furtherInputs, executor }: ReferenceOptions = {}): Promise<Tensor> {
    return predictorOf(this.view, executor)(input, furtherInputs);
  }

  protected async explain(input: Tensor, selector: OutputSelector, options: ReferenceOptions): Promise<Explanation> {
    await checkReference(options, input);
    try {
      if (this.whole) return await this.whole.analyze(input, selector, options);
      return await this.explainEmbedding(input, selector, options);
    } catch (error) {
      if (error instanceof ModelError || error instanceof ValueError) await this.checkEmbedding(input, options);
      throw error;
    }
  }

  private async explainEmbedding(
    input: Tensor,
    selector: OutputSelector,
    options: ReferenceOptions,
  ): Promise<Explanation> {
    const { inputRef, furtherInputs, executor: named } = options;
    const embed = predictorOf(this.embedder, named);
    const bag = new TensorBag();
    try {
      const embedded = bag.add(await embed(input, furtherInputs));
      const reference = inputRef && bag.add(await embed(inputRef, furtherInputs));
      const own = { furtherInputs: withTokens(input, furtherInputs), inputRef: reference };
      const explained = bag.add(await this.analyzer.analyze(embedded, selector, { ...options, ...own }));
      const [val] = bag.addAll(await (chosenExecutor(named) ?? eagerExecutor).run(this.program, [explained.val]));
      const output = bag.add(explained.output.clone());
      const mask = bag.add(tidy(() => maskOf(selector, output)));
      const extras = numbersOf(explained.extras);
      const explanation = await this.explanation({ val, input, output, mask, extras });
      bag.release(val, output);
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  /** Says whether the embedding is at fault for an error. Only then is it read, which an executor keeps to itself. */
  private async checkEmbedding(input: Tensor, { inputRef, furtherInputs, executor }: ReferenceOptions): Promise<void> {
    for (const [argument, tokens] of Object.entries({ input, ...(inputRef && { inputRef }) })) {
      const embedded = await predictorOf(this.embedder, executor)(tokens, furtherInputs);
      try {
        await checkEmbedding(this.embedding, embedded, tokens, argument);
      } finally {
        embedded.dispose();
      }
    }
  }

  /** The attribution of tokens, from that of the dimensions of their embedding. */
  private ofTokens(values: Tensor): Tensor {
    return this.heatmap === 'sensitivity' ? sqrt(sum(square(values), -1)) : sum(values, -1);
  }

  private readonly program: Program = (values) => [this.ofTokens(values)];
}

/** The numbers that a method adds to each sample, such as `completenessError`. */
function numbersOf(extras: Explanation['extras']): Record<string, unknown> | undefined {
  const numbers = Object.entries(extras ?? {}).filter(([, value]) => Array.isArray(value));
  return numbers.length > 0 ? Object.fromEntries(numbers) : undefined;
}

function firstEmbedding(graph: LayerGraph): LayerNode {
  const embedding = graph.nodes.find(({ layer }) => layer.getClassName() === 'Embedding');
  if (embedding) return embedding;
  throw new UnsupportedLayerError(
    'The model has no Embedding layer; name the layer whose output stands for the tokens: new TokenAttribution(model, method, { layer }).',
    { argument: 'model' },
  );
}
