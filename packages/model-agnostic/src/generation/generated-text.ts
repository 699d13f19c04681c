import { tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  analyze,
  chosenExecutor,
  compiles,
  type EncodedText,
  Explanation,
  type ReadableTextModel,
  sharedOptions,
  TensorBag,
  throwIfAborted,
  WeightedSelector,
  wrongValue,
} from 'xai-base';
import { factoryFor } from '../tokens/other-methods';
import { textUnits } from '../tokens/text-units';
import { unitExplanation } from '../tokens/token-explanation';
import { hidingId } from '../tokens/token-presence';
import { ablateTokens } from './ablate-tokens';
import { continueGreedily, forcedTokens, withoutEnd } from './continue-text';
import {
  type ContinuationOptions,
  checkContinuation,
  checkGeneration,
  type GenerationOptions,
} from './generation-options';
import { logProbabilities, type TokenWeights, tokenWeights } from './next-token';

/** A token that was written, and all that is before it. */
interface Step {
  readonly before: EncodedText;
  readonly weights: TokenWeights;
}

/**
 * A text that a language model wrote after a prompt, or that it is told to have written, and what each of its tokens owes to each token before it.
 *
 * @example
 * ```ts
 * // a model that says the token after the last one, the more the more often it was there
 * const model = {
 *   encode: (text: string) => {
 *     const tokens = text.split(' ');
 *     const spans = tokens.map((_, at) => [2 * at, 2 * at + 1] as const);
 *     return { text, tokens, spans, ids: tokens.map(Number), types: tokens.map(() => 0), isSpecial: tokens.map(() => false) };
 *   },
 *   decode: (ids: readonly number[]) => ids.join(' '),
 *   isSpecial: (id: number) => id === 5,
 *   idOf: () => 0,
 *   predict: async (texts: readonly { ids: readonly number[] }[]) =>
 *     tf.tensor2d(texts.map(({ ids }) => [0, 1, 2, 3, 4, 5].map((next) => ids.filter((id) => id + 1 === next).length))),
 * } as unknown as ReadableTextModel;
 *
 * const generated = new GeneratedText(model, '1 2 2', { maxTokens: 2 });
 * await generated.continuation(); // => [3, 3]
 * const explanation = await generated.explain();
 * explanation.val; // => [[[0, 1, 1, 0, 0], [0, 1, 1, 0, 0]]]
 * ```
 */
export class GeneratedText {
  private readonly prompt: EncodedText;
  private written?: Promise<number[]>;

  /**
   * @param model a language model, such as `TextModel` of onnx-model
   * @throws {ValueError} when an option is wrong, or the prompt has no tokens
   */
  constructor(
    private readonly model: ReadableTextModel,
    prompt: string,
    private readonly options: ContinuationOptions = {},
  ) {
    checkContinuation(options);
    this.prompt = withoutEnd(model.encode(prompt));
    if (this.prompt.ids.length === 0) throw wrongValue('prompt', prompt, 'a text of which the tokenizer makes tokens');
  }

  /** The ids of the tokens that were written. They are written once, compiled where the executor compiles: as one program, at the length of the longest text. */
  continuation({ executor }: Pick<AnalyzeOptions, 'executor'> = {}): Promise<number[]> {
    const { continuation, maxTokens = 20 } = this.options;
    this.written ??=
      continuation === undefined
        ? continueGreedily(this.model, this.prompt.ids, maxTokens, chosenExecutor(executor))
        : Promise.resolve(forcedTokens(this.model, this.prompt, continuation));
    return this.written;
  }

  /** What was written, as a text. */
  async text(options?: Pick<AnalyzeOptions, 'executor'>): Promise<string> {
    return this.model.decode(await this.continuation(options));
  }

  /**
   * Explains each token that was written by those before it.
   *
   * @returns `val` is `[1, written, all]`, 0 from a token itself on; `output` `[1, written]` what was explained of each; `extras.tokens` holds all
   * tokens as they stand in the text, `extras.written` the ids of those that were written
   * @throws {ValueError} when an option is wrong, or nothing was written
   * @throws {ModelError} when the package of the method is not installed
   */
  async explain(options: GenerationOptions = {}): Promise<Explanation> {
    const written = await this.continuation(options);
    if (written.length === 0)
      throw wrongValue('continuation', written, 'at least a token; the model ends the text at once');
    checkGeneration(options, written.length);
    const steps = written.map((token, at): Step => {
      const contrast = Array.isArray(options.contrast)
        ? options.contrast[at]
        : (options.contrast as number | undefined);
      return { before: this.upTo(written.slice(0, at)), weights: tokenWeights(token, contrast) };
    });
    const { method = 'Ablation' } = options;
    const found =
      method === 'Ablation' ? await this.byAblation(steps, options) : await this.byEmbedding(steps, options);
    const size = this.prompt.ids.length + written.length;
    const names = textUnits(this.prompt, 'tokens').map(({ name }) => name);
    return new Explanation({
      val: tensor3d([found.rows.map((row) => [...row, ...new Array<number>(size - row.length).fill(0)])]),
      input: tensor2d([new Array<number>(size).fill(1)]),
      output: tensor2d([found.values]),
      outputSelection: [0],
      analyzer: found.name,
      heatmap: found.heatmap,
      extras: { tokens: [[...names, ...written.map((id) => this.model.decode([id]))]], written: [written] },
    });
  }

  /** The prompt and what was written so far. */
  private upTo(written: readonly number[]): EncodedText {
    const { text, ids, tokens, spans, types, isSpecial } = this.prompt;
    return {
      text,
      ids: [...ids, ...written],
      tokens: [...tokens, ...written.map(String)],
      spans: [...spans, ...written.map(() => undefined)],
      types: [...types, ...written.map(() => types.at(-1) ?? 0)],
      isSpecial: [...isSpecial, ...written.map(() => false)],
    };
  }

  private async byAblation(steps: readonly Step[], { reference, of, ...options }: GenerationOptions) {
    const hidden = hidingId(this.model, reference as 'mask' | undefined);
    const settings = { ...sharedOptions(options), executor: chosenExecutor(options.executor) };
    const longest = (steps.at(-1) as Step).before.ids.length;
    const [rows, values]: [number[][], number[]] = [[], []];
    for (const { before, weights } of steps) {
      const isLog = of === 'log probability';
      const { value, drops } = await ablateTokens(this.model, before.ids, hidden, longest, weights, isLog, settings);
      rows.push(drops);
      values.push(value);
    }
    return { rows, values, name: 'Ablation', heatmap: 'attribution' as const };
  }

  /** By a method that begins at the embedding. Where it is compiled, all steps have the length of the last, so that one program serves them all. */
  private async byEmbedding(steps: readonly Step[], options: GenerationOptions) {
    const { of, reference, signal } = options;
    const isCompiled = compiles(chosenExecutor(options.executor));
    const make = await factoryFor(options.method as Exclude<typeof options.method, 'Ablation' | undefined>);
    const analyzer = make(of === 'log probability' ? logProbabilities(this.model.model) : this.model.model);
    const length = isCompiled ? (steps.at(-1) as Step).before.ids.length : undefined;
    const [rows, values]: [number[][], number[]] = [[], []];
    let last: Explanation | undefined;
    for (const { before, weights } of steps) {
      throwIfAborted(signal);
      const bag = new TensorBag();
      try {
        const place = { length, position: before.ids.length - 1 };
        const { input, furtherInputs } = this.model.embed(before, place);
        bag.addAll({ ...furtherInputs, input });
        const written = before.isSpecial.map((isOne, at) => isOne || at >= this.prompt.ids.length);
        const inputRef =
          reference && bag.add(this.model.reference({ ...before, isSpecial: written }, reference, place));
        const settings = { ...sharedOptions(options), furtherInputs, ...(inputRef && { inputRef }) };
        const explanation = bag.add(await analyze(input, analyzer, new WeightedSelector(weights), settings));
        values.push(await explained(explanation, weights));
        last = bag.add(await unitExplanation(explanation, textUnits(before, 'tokens')));
        rows.push(Array.from(await last.val.data()));
      } finally {
        bag.dispose();
      }
    }
    const { analyzer: name, heatmap } = last as Explanation;
    return { rows, values, name, heatmap };
  }
}

/** The value that was explained. */
async function explained({ output }: Explanation, weights: TokenWeights): Promise<number> {
  const values = await output.data();
  return Object.entries(weights).reduce((sum, [token, weight]) => sum + weight * values[Number(token)], 0);
}
