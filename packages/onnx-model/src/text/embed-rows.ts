import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { TensorBag, type TokenIds } from 'xai-base';
import { type EmbeddedGraph, emptyPast } from './embedded-graph';
import { type TextRow, textBatch } from './text-batch';

/** The embedding of texts, and what goes with it; the tensors belong to the caller. */
export interface EmbeddedRows {
  readonly input: Tensor;
  readonly furtherInputs: Readonly<Record<string, Tensor>>;
}

/**
 * Embeds texts of ids together: shorter ones are filled up at their end.
 *
 * @param length to how many tokens; to those of the longest when left out
 */
export function embedRows(graph: EmbeddedGraph, rows: readonly TextRow[], pad: number, length?: number): EmbeddedRows {
  const { head, roles, ids, output } = graph;
  const longest = rows.reduce((most, row) => Math.max(most, row.ids.length), 1);
  const isPerToken = output.shape.length !== 2;
  const bag = new TensorBag();
  try {
    const furtherInputs = bag.addAll(textBatch(rows, { roles, length: length ?? longest, pad, isPerToken }));
    const { [ids.name]: indices, ...others } = furtherInputs;
    const input = tidy(() => head(indices, { ...others, ...emptyPast(roles, rows.length, length ?? longest) }));
    bag.release(...Object.values(furtherInputs));
    return { input, furtherInputs };
  } finally {
    bag.dispose();
  }
}

/** Which texts run together: all, where the model knows what is filled up, else those of the same length. */
export function runTogether(texts: readonly TokenIds[], knowsPadding: boolean): number[][] {
  const places = [...texts.keys()];
  if (knowsPadding) return [places];
  const lengths = [...new Set(texts.map(({ ids }) => ids.length))];
  return lengths.map((length) => places.filter((at) => texts[at].ids.length === length));
}
