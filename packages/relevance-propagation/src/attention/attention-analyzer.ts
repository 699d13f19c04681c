import {
  cast,
  clone,
  expandDims,
  eye,
  slice,
  squeeze,
  stack,
  type Tensor,
  tile,
  transpose,
} from '@tensorflow/tfjs-core';
import { type RecordedValue, type Recording, record } from 'tfjs-gradients';
import {
  type Attribution,
  checkKeys,
  checkPatchGrid,
  describeValue,
  type HeatmapKind,
  IndexError,
  type Model,
  type PatchGrid,
  ProgramAnalyzer,
  patchGrid,
  toModelView,
} from 'xai-base';
import { ModelCheckError } from '../errors';
import { judge } from '../operators/verdicts';
import { findAttentions, headsOf } from './find-attentions';

/** What methods that read a model's attention tell. */
export interface AttentionOptions {
  /**
   * The token whose row of the matrix is told, from the end where it is negative: 0 is the classifying token of BERT and vision transformers, -1 the
   * last one, which a language model goes on from. Then `val` is `[batch, tokens]`; left out, it is the whole matrix, `[batch, tokens, tokens]`.
   */
  readonly token?: number;
  /**
   * Of a vision transformer: lays the row of the token, the first where none is given, out as the patches of the image lie, `[batch, rows, columns, 1]`, a
   * class activation map. `true` for a square image; tokens before the patches, such as the classifying one, are left out.
   */
  readonly grid?: PatchGrid;
  /** Keeps the attention probabilities in `extras.attention`, `[batch, layers, heads, tokens, tokens]`; the caller disposes of them. */
  readonly keepAttention?: boolean;
}

/** The base of the methods that combine the attention of all layers of a model that is made of TensorFlow.js ops. */
export abstract class AttentionAnalyzer extends ProgramAnalyzer {
  override readonly heatmap: HeatmapKind;
  protected override readonly measures: readonly string[];

  /**
   * @param model any model with attention that is made of TensorFlow.js ops: of text, from the embedding of the tokens on
   * @param kept the names of what is kept in `extras` where it is asked for
   */
  constructor(
    model: Model,
    protected readonly options: AttentionOptions,
    optionNames: readonly string[],
    kept: readonly string[],
  ) {
    super(toModelView(model));
    checkKeys(options, ['token', 'grid', 'keepAttention', ...optionNames], new.target.name);
    const { token, grid, keepAttention } = options;
    checkPatchGrid(grid);
    if (token !== undefined && !Number.isInteger(token)) {
      throw new IndexError(`token is the index of a token, got ${describeValue(token)}.`, {
        argument: 'token',
        value: token,
        expected: 'an integer',
      });
    }
    this.heatmap = grid === undefined ? 'attribution' : 'cam';
    this.measures = keepAttention ? kept : [];
  }

  /**
   * Combines the layers.
   *
   * @param attentions of each layer, as the model has them
   * @param mask what is explained
   * @returns the matrix `[batch, tokens, tokens]`, and for each layer what may be kept, `[batch, heads, tokens, tokens]`, in the order of its names
   */
  protected abstract combine(
    recording: Recording,
    attentions: readonly RecordedValue[],
    mask: Tensor,
  ): { matrix: Tensor; kept: readonly (readonly Tensor[])[] };

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const recording = record((x) => this.model.forward(x), [cast(input, 'float32')]);
    try {
      const attentions = findAttentions(recording, judge(recording));
      checkAlike(attentions.map(({ tensor }) => headsOf(tensor, input.shape[0])));
      const output = clone(recording.output.tensor);
      const mask = select(output);
      const { matrix, kept } = this.combine(recording, attentions, mask);
      const measures = Object.fromEntries(this.measures.map((name, index) => [name, stacked(kept[index])]));
      return { val: this.rowOf(matrix), output, mask, measures };
    } finally {
      recording.dispose();
    }
  }

  protected override async readMeasures(measures: readonly Tensor[]): Promise<Record<string, unknown> | undefined> {
    if (measures.length === 0) return undefined;
    return Object.fromEntries(this.measures.map((name, index) => [name, clone(measures[index])]));
  }

  private rowOf(matrix: Tensor): Tensor {
    const { grid, token = grid && 0 } = this.options;
    if (token === undefined) return matrix;
    const [batch, tokens] = matrix.shape;
    const row = token < 0 ? token + tokens : token;
    if (row < 0 || row >= tokens) {
      throw new IndexError(`The input has ${tokens} tokens; there is no token ${token}.`, {
        argument: 'token',
        value: token,
        expected: `an integer from ${-tokens} to ${tokens - 1}`,
      });
    }
    const values = slice(matrix, [0, row, 0], [batch, 1, tokens]);
    return grid ? patchGrid(transpose(values, [0, 2, 1]), grid) : squeeze(values, [1]);
  }
}

/** The identity for each sample, `[batch, tokens, tokens]`. */
export function identities(batch: number, tokens: number): Tensor {
  return tile(expandDims(eye(tokens), 0), [batch, 1, 1]);
}

function checkAlike(attentions: readonly Tensor[]): void {
  const counts = [...new Set(attentions.map(({ shape }) => shape[2] as number))];
  if (counts.length === 1) return;
  throw new ModelCheckError(`The layers of the model attend to different numbers of tokens: ${counts.join(', ')}.`, {
    argument: 'model',
    value: counts,
    expected: 'the same tokens in every layer',
  });
}

function stacked(layers: readonly Tensor[]): Tensor {
  const heads = [...new Set(layers.map(({ shape }) => shape[1] as number))];
  if (heads.length === 1) return stack([...layers], 1);
  throw new ModelCheckError(`keepAttention needs layers with the same number of heads, got ${heads.join(', ')}.`, {
    argument: 'keepAttention',
    value: heads,
    expected: 'the same number of heads in every layer',
  });
}
