import {
  concat,
  expandDims,
  gather,
  matMul,
  mul,
  squeeze,
  type Tensor,
  tensor3d,
  tidy,
  tile,
} from '@tensorflow/tfjs-core';
import {
  batchesOf,
  type EmbeddedText,
  type EmbedOptions,
  type EncodedText,
  eagerExecutor,
  encodeText,
  joinBatches,
  type PredictTextOptions,
  predictorOf,
  type ReadableTextModel,
  type SpecialTokens,
  specialTokensOf,
  TensorBag,
  type TextTokenizer,
  type TokenIds,
  type TokenReference,
  toModelView,
  ValueError,
} from 'xai-base';
import type { OnnxSource } from '../session/read-source';
import type { ValueInfo } from '../session/value-info';
import { embedRows, runTogether } from './embed-rows';
import { type EmbeddedGraph, emptyPast, readEmbeddedGraph } from './embedded-graph';
import { checkTextOptions, type TextModelOptions } from './options';
import { type OutputPosition, positionIn } from './output-position';
import { readTokenizer } from './read-tokenizer';
import { positionInput } from './text-batch';

/** What a {@link TextModel} is made of. */
interface Parts {
  readonly graph: EmbeddedGraph;
  readonly tokenizer: TextTokenizer;
  readonly special: SpecialTokens;
  readonly position: OutputPosition;
  /** How many tokens are taken of a text. */
  readonly most: number;
  /** To how many it is filled up. */
  readonly length?: number;
}

/**
 * A transformer in an ONNX file as a model of texts: a classifier, an encoder or a language model, as exporters write them. Its inputs are made from the
 * text, by their names: ids, attention mask, token types, positions, an empty past. Explanations begin at the embedding of the ids, which is found in
 * the graph.
 *
 * It knows no method: pass `text.model` to an analyzer and what `embed` gives to `analyze`, or the whole to `explainText` of the package
 * model-agnostic.
 *
 * @example
 * ```ts
 * const table = { type: 'float32', shape: [3, 2], data: Float32Array.of(0, 0, 1, 2, 5, 1) } as const; // what each word is worth for either class
 * const bytes = writeModel({
 *   graph: {
 *     name: 'words',
 *     nodes: [makeNode('Gather', ['table', 'input_ids'], ['embedded']), makeNode('Softsign', ['embedded'], ['logits'])],
 *     initializers: new Map([['table', table]]),
 *     inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 'sequence'] }],
 *     outputs: [{ name: 'logits', type: 'float32', shape: ['batch', 'sequence', 2] }],
 *   },
 * });
 *
 * const vocabulary = ['[PAD]', 'so', 'good'];
 * const encode = (text: string) => ({ tokens: text.split(' '), ids: text.split(' ').map((token) => vocabulary.indexOf(token)) });
 * const text = await TextModel.fromOnnx(bytes, { encode, specialTokens: { pad: 0 } }, { position: 'last' });
 * const { input, furtherInputs } = text.embed(text.encode('so good'));
 * input; // => [[[1, 2], [5, 1]]]
 * text.model(input, furtherInputs); // => [[0.8333, 0.5]]
 * text.dispose();
 * ```
 */
export class TextModel implements ReadableTextModel {
  private constructor(private readonly parts: Parts) {}

  /**
   * Reads a model.
   *
   * @param source a path (in Node), a URL, or the bytes of an ONNX file
   * @param tokenizer a `Tokenizer` of `@huggingface/tokenizers`, anything with `encode(text)` that returns `{ ids, tokens }`, or the path or address
   * of a `tokenizer.json`
   * @throws {ValueError} when an option or the tokenizer is wrong, or an input is of no known kind
   * @throws {ModelError} when the graph has no embedding, or a `tokenizer.json` is given and `@huggingface/tokenizers` is not installed
   * @throws {UnsupportedOperatorError} that lists all operators of the model which cannot be read
   * @throws {OnnxFileError} when there is no such file, or it is no ONNX model
   */
  static async fromOnnx(
    source: OnnxSource,
    tokenizer: TextTokenizer | string | URL,
    options: TextModelOptions = {},
  ): Promise<TextModel> {
    checkTextOptions(options);
    const isFile = typeof tokenizer === 'string' || tokenizer instanceof URL;
    const reader = isFile ? await readTokenizer(tokenizer) : tokenizer;
    const special = specialTokensOf(reader);
    const graph = await readEmbeddedGraph(source, options);
    const [, stated] = graph.ids.shape;
    const length = typeof stated === 'number' ? stated : options.length;
    const { maxTokens = reader.maxTokens ?? Number.POSITIVE_INFINITY, position = 'last' } = options;
    const most = Math.min(maxTokens, length ?? maxTokens);
    return new TextModel({ graph, tokenizer: reader, special, position, most, length });
  }

  /** From embeddings `[batch, tokens, features]` and what goes with them to outputs `[batch, classes]`: a program of TensorFlow.js ops. */
  readonly model = (input: Tensor, furtherInputs: Readonly<Record<string, Tensor>> | undefined): Tensor => {
    const { tail, roles, ids } = this.parts.graph;
    const [samples] = input.shape;
    const [rows] = ids.shape;
    return tidy(() => {
      const names = Object.keys(furtherInputs ?? {});
      const others = names.map((name) => rowForEach((furtherInputs as Record<string, Tensor>)[name], samples));
      const batches = batchesOf([input, ...others], typeof rows === 'number' ? rows : undefined);
      const outputs = batches.map(([x, ...rest]) => {
        const { [positionInput]: weights, ...given } = Object.fromEntries(rest.map((one, at) => [names[at], one]));
        const output = tail(x, { ...given, ...emptyPast(roles, x.shape[0], x.shape[1] as number) });
        return weights ? outputAt(weights, output, this.parts.graph.output.shape.length) : output;
      });
      return outputs.length === 1 ? outputs[0] : joinBatches(outputs, samples);
    });
  };

  /** As an executor runs it. */
  private readonly view = toModelView(this.model);

  /** The inputs of the file, all that it names. */
  get inputs(): readonly ValueInfo[] {
    return this.parts.graph.tail.inputs;
  }

  /** The outputs of the file. */
  get outputs(): readonly ValueInfo[] {
    return this.parts.graph.tail.outputs;
  }

  encode(text: string): EncodedText {
    const { tokenizer, special, most } = this.parts;
    return encodeText(text, tokenizer, special, most);
  }

  embed(text: EncodedText, options: EmbedOptions = {}): EmbeddedText {
    return { ...text, ...this.embedRows([{ ...text, position: options.position }], options.length) };
  }

  reference(text: EncodedText, kind: TokenReference, options: EmbedOptions = {}): Tensor {
    const id = kind === 'zero' ? undefined : this.idOf(kind);
    const ids = text.ids.map((own, at) => (text.isSpecial[at] ? own : (id ?? own)));
    const { input, furtherInputs } = this.embedRows([{ ...text, ids, position: options.position }], options.length);
    for (const tensor of Object.values(furtherInputs)) tensor.dispose();
    if (id !== undefined) return input;
    const kept = Array.from({ length: input.shape[1] as number }, (_, at) => Number(text.isSpecial[at] ?? true));
    const zeroed = tidy(() => mul(input, tensor3d(kept, [1, kept.length, 1])));
    input.dispose();
    return zeroed;
  }

  idOf(kind: Exclude<TokenReference, 'zero'>): number {
    const { special } = this.parts;
    const id = special[kind];
    if (id !== undefined) return id;
    const others = (['mask', 'pad', 'unknown'] as const).filter((name) => special[name] !== undefined);
    const way = others.length > 0 ? `it has one for ${others.join(' and ')}` : 'nor any other that hides one';
    const message = `The tokenizer has no token for ${kind}, ${way}; name it: { ...tokenizer, specialTokens: { ${kind}: id } }.`;
    throw new ValueError(message, { argument: 'tokenizer', value: kind, expected: `a token for ${kind}` });
  }

  async predict(
    texts: readonly TokenIds[],
    { executor = eagerExecutor, length }: PredictTextOptions = {},
  ): Promise<Tensor> {
    const isFilledUp = length !== undefined || this.parts.length !== undefined;
    const groups = runTogether(texts, this.parts.graph.roles.has('mask') || isFilledUp);
    const predict = predictorOf(this.view, executor);
    const bag = new TensorBag();
    try {
      const outputs: Tensor[] = [];
      for (const places of groups) {
        const { input, furtherInputs } = this.embedRows(
          places.map((at) => texts[at]),
          length,
        );
        bag.addAll({ ...furtherInputs, input });
        outputs.push(bag.add(await predict(input, furtherInputs)));
      }
      const order = groups.flat();
      return tidy(() => gather(concat(outputs, 0), originalOrder(order), 0));
    } finally {
      bag.dispose();
    }
  }

  isSpecial(id: number): boolean {
    return this.parts.special.all.has(id);
  }

  /** The text of ids, or the tokens themselves where the tokenizer cannot tell it. */
  decode(ids: readonly number[]): string {
    const { tokenizer } = this.parts;
    if (tokenizer.decode) return tokenizer.decode([...ids]);
    return ids.map((id) => tokenizer.id_to_token?.(id) ?? String(id)).join(' ');
  }

  /** Frees the weights. Calling it twice does no harm. */
  dispose(): void {
    this.parts.graph.head.dispose();
    this.parts.graph.tail.dispose();
  }

  private embedRows(rows: readonly TokenIds[], wanted?: number) {
    const { graph, special, position, length } = this.parts;
    const placed = rows.map((row) => ({ ...row, position: positionIn(row, row.position ?? position, special.mask) }));
    return embedRows(graph, placed, special.pad ?? 0, length ?? wanted);
  }
}

/** Where each text's output is, of outputs in another order. */
const originalOrder = (order: readonly number[]) => order.map((_, at) => order.indexOf(at));

/** The output of one token of each text: weights `[batch, tokens]` pick it of `[batch, tokens, classes]`. What has no output a token stays as it is. */
function outputAt(weights: Tensor, output: Tensor, statedRank: number): Tensor {
  const each = output.rank === 2 && statedRank === 3 ? expandDims(output, 2) : output; // a number a token
  return each.rank === 3 ? squeeze(matMul(expandDims(weights, 1), each), [1]) : each;
}

/** One row for all as a row for each. */
function rowForEach(tensor: Tensor, samples: number): Tensor {
  if (tensor.shape[0] === samples) return tensor;
  return tile(tensor, [samples, ...tensor.shape.slice(1).map(() => 1)]);
}
