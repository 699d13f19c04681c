import path from 'node:path';
import type { TextTokenizer } from 'xai-base';
import { readTransformer, type TransformerData, transformers } from './transformers';

/** The transformers of text among the fixtures. */
export const textTransformers = ['bert', 'bert_q8', 'distilbert', 'minilm', 'gpt2', 'llama', 'llama_q4'];

/** A transformer of text: its data, the texts of its samples as ids, and a tokenizer for which a text is its ids: '5 17 2'. */
export interface TextFixture {
  readonly folder: string;
  readonly data: TransformerData;
  /** Without padding, for as long as nothing stands before the text. */
  readonly samples: { readonly ids: number[]; readonly types?: number[] }[];
  readonly tokenizer: TextTokenizer;
}

export function readTextFixture(name: string): TextFixture {
  const folder = path.join(transformers, name);
  const data = readTransformer(folder);
  const rowsOf = (input: string) => {
    const { shape, values } = data.inputs[input] ?? { shape: [0, 0], values: [] };
    const [rows, length] = shape;
    return Array.from({ length: rows }, (_, row) => values.slice(row * length, (row + 1) * length));
  };
  const [ids, masks, types] = ['input_ids', 'attention_mask', 'token_type_ids'].map(rowsOf);
  const samples = ids.map((row, sample) => {
    const isThere = (_: number, at: number) => masks[sample]?.[at] !== 0;
    return { ids: row.filter(isThere), types: types[sample]?.filter(isThere) };
  });
  const tokenizer: TextTokenizer = {
    encode: (text) => {
      const tokens = text.split(' ');
      const own = tokens.map(Number);
      const sample = samples.find((one) => String(one.ids) === String(own));
      return { ids: own, tokens, token_type_ids: sample?.types };
    },
    specialTokens: { pad: 0, mask: 4, all: new Set([0, 2, 3]) },
  };
  return { folder, data, samples, tokenizer };
}

/** A text of which the tokenizer makes these ids. */
export const textOf = (ids: readonly number[]): string => ids.join(' ');
