import type { Tensor } from '@tensorflow/tfjs-core';
import { type Attribution, type FurtherInputs, type HeatmapKind, type ModelView, ProgramAnalyzer } from 'xai-base';

/** A gradient at the embedding of tokens: a pure program of TensorFlow.js ops, from the tokens to their attribution. */
export type OfTokens = (
  tokens: Tensor,
  select: (output: Tensor) => Tensor,
  others: FurtherInputs | undefined,
) => Attribution;

/** How an analyzer shows itself in explanations. */
export interface Appearance {
  readonly name: string;
  readonly heatmap: HeatmapKind;
  readonly unit: string | undefined;
}

/**
 * Tokens are embedded, the embedding is explained by a gradient, and what its dimensions say is put together, in one program: an executor
 * that compiles makes one graph of it, and the embedding stays in there.
 */
export class EmbeddedGradient extends ProgramAnalyzer {
  readonly name: string;
  override readonly heatmap: HeatmapKind;

  /**
   * @param view the model of tokens
   * @param appearance that of the analyzer that it does the work of
   * @param ofTokens the program
   */
  constructor(
    view: ModelView,
    private readonly appearance: Appearance,
    private readonly ofTokens: OfTokens,
  ) {
    super(view);
    this.name = appearance.name;
    this.heatmap = appearance.heatmap;
  }

  override get unit(): string | undefined {
    return this.appearance.unit;
  }

  protected attribute(tokens: Tensor, select: (output: Tensor) => Tensor): Attribution {
    return this.ofTokens(tokens, select, this.furtherInputs);
  }
}
