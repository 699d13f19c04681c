import { concat, norm, slice, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  Analyzer,
  arrangeInputs,
  checkKeys,
  type Explanation,
  type HeatmapKind,
  inputsOfSamples,
  LayerGraph,
  type LayerNode,
  type LayersModelLike,
  layersModelInputs,
  type Model,
  type ModelInput,
  type ModelView,
  maskOf,
  type OutputSelector,
  sliceSelector,
  TensorBag,
  throwIfAborted,
  toModelView,
  UnsupportedLayerError,
} from 'xai-base';
import { checkReference } from '../references/reference-of';
import type { ReferenceOptions } from '../references/reference-options';

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
  private readonly graph: LayerGraph;
  private readonly inputs: readonly ModelInput[];
  private readonly embedding: LayerNode;
  private readonly methodUnit: string | undefined;
  private readonly methodOptions: readonly string[];

  /**
   * @param model a tfjs-layers model with an embedding layer
   * @param method makes the analyzer for a model of the embedding, `[batch, tokens, dimensions] -> [batch, classes]`
   * @throws {UnsupportedLayerError} when the model has no embedding layer
   * @throws {LayerNotFoundError} when it has no layer of the given name
   */
  constructor(
    model: LayersModelLike,
    private readonly method: (model: Model) => Analyzer<ReferenceOptions>,
    options: TokenAttributionOptions = {},
  ) {
    super();
    checkKeys(options, ['layer'], 'TokenAttribution');
    const { layer } = options;
    this.view = toModelView(model);
    this.graph = new LayerGraph(model);
    this.inputs = layersModelInputs(model);
    this.embedding = layer === undefined ? firstEmbedding(this.graph) : this.graph.find(layer);
    const { name, heatmap, moreOptions, unit } = method((embedded: Tensor) => embedded);
    this.name = `TokenAttribution(${name})`;
    this.heatmap = heatmap;
    this.methodOptions = moreOptions;
    this.methodUnit = unit;
  }

  override get unit(): string | undefined {
    return this.methodUnit;
  }

  override get moreOptions(): readonly string[] {
    return this.methodOptions;
  }

  override get readsIndices(): string | undefined {
    return `Layer ${this.embedding.path} (${this.embedding.layer.getClassName()})`;
  }

  override predict(input: Tensor, { furtherInputs }: ReferenceOptions = {}): Promise<Tensor> {
    return this.view.predict(input, furtherInputs);
  }

  protected async explain(input: Tensor, selector: OutputSelector, options: ReferenceOptions): Promise<Explanation> {
    await checkReference(options, input);
    const [batch] = input.shape;
    const bag = new TensorBag();
    try {
      const output = bag.add(await this.predict(input, options));
      const mask = bag.add(tidy(() => maskOf(selector, output)));
      const parts: { val: Tensor; extras: Explanation['extras'] }[] = [];
      for (let row = 0; row < batch; row++) {
        throwIfAborted(options.signal);
        const part = await this.explainSample(input, row, sliceSelector(selector, row, 1), options);
        bag.add(part.val);
        parts.push(part);
        options.onProgress?.({ done: row + 1, total: batch });
      }
      const val = bag.add(concat(parts.map((part) => part.val)));
      const extras = joinExtras(parts.map((part) => part.extras));
      const explanation = await this.explanation({ val, input, output, mask, extras });
      bag.release(val, output);
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  /** The attribution of the tokens of one sample, `[1, tokens]`, and what the method adds to it. */
  private async explainSample(
    input: Tensor,
    row: number,
    selector: OutputSelector,
    options: ReferenceOptions,
  ): Promise<{ val: Tensor; extras: Explanation['extras'] }> {
    const { head } = this.graph.split(this.embedding);
    const { inputRef } = options;
    const bag = new TensorBag();
    const further = options.furtherInputs && bag.addAll(inputsOfSamples(options.furtherInputs, row, 1));
    const evaluate = (tokens: Tensor) => head(arrangeInputs(this.inputs, tokens, further).tensors);
    const embed = (tokens: Tensor) => bag.add(tidy(() => evaluate(tokens).activation.clone())); // [1, tokens, dimensions]
    try {
      const tokens = bag.add(slice(input, row, 1));
      const reference = inputRef && bag.add(slice(inputRef, inputRef.shape[0] === 1 ? 0 : row, 1));
      const analyzer = this.method((embedded: Tensor) => evaluate(tokens).tail(embedded)[0]);
      const explanation = await analyzer.analyze(embed(tokens), selector, {
        ...options,
        onProgress: undefined,
        furtherInputs: undefined,
        inputRef: reference && embed(reference),
      });
      try {
        const { heatmap, extras } = explanation;
        const val = tidy(() => (heatmap === 'sensitivity' ? norm(explanation.val, 2, -1) : sum(explanation.val, -1)));
        return { val, extras };
      } finally {
        explanation.dispose();
      }
    } finally {
      bag.dispose();
    }
  }
}

/** The numbers that a method adds to each sample, such as `completenessError`. */
function joinExtras(parts: readonly Explanation['extras'][]): Record<string, unknown> | undefined {
  const names = Object.entries(parts[0] ?? {}).flatMap(([name, value]) => (Array.isArray(value) ? [name] : []));
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, parts.flatMap((extras) => extras?.[name])]));
}

function firstEmbedding(graph: LayerGraph): LayerNode {
  const embedding = graph.nodes.find(({ layer }) => layer.getClassName() === 'Embedding');
  if (embedding) return embedding;
  throw new UnsupportedLayerError(
    'The model has no Embedding layer; name the layer whose output stands for the tokens: new TokenAttribution(model, method, { layer }).',
    { argument: 'model' },
  );
}
