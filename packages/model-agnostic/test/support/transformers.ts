import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TextModel, type TextModelOptions } from 'onnx-model';
import type { TextTokenizer } from 'xai-base';
import type { StoredTensor } from '../../../../tooling/jest/conformance';

/** An explanation of a transformer by a published implementation. */
export interface TransformerCase {
  readonly id: string;
  readonly params: { readonly prompt?: number[]; readonly continuation?: number[] };
  readonly outputIndex: number[];
  readonly expected: StoredTensor;
  readonly rtol: number;
  readonly atol: number;
}

interface Row {
  readonly shape: [rows: number, length: number];
  readonly values: number[];
}

const folder = (name: string) => path.resolve(__dirname, '../../../onnx-model/test/fixtures/transformers', name);

/** The cases of a transformer among the fixtures, and its samples as ids without padding. */
export function readTransformer(name: string) {
  const { cases, inputs, files } = JSON.parse(readFileSync(path.join(folder(name), 'cases.json'), 'utf8'));
  const samples = samplesOf(inputs);
  const caseOf = (id: string): TransformerCase => cases.find((one: TransformerCase) => one.id === id);
  return { caseOf, samples, files: files as string[] };
}

function samplesOf({ input_ids, attention_mask, token_type_ids }: Record<string, Row>) {
  const [rows, length] = input_ids.shape;
  return Array.from({ length: rows }, (_, row) => {
    const rowOf = ({ values }: Row) => values.slice(row * length, (row + 1) * length);
    const places = [...rowOf(attention_mask).entries()].flatMap(([at, isThere]) => (isThere === 1 ? [at] : []));
    const those = (values: Row) => places.map((at) => rowOf(values)[at]);
    return { ids: those(input_ids), types: token_type_ids && those(token_type_ids), places, length };
  });
}

/** A transformer of which a text is its ids: '5 17 2'. Its mask token is 4; 2 and 3 are special. */
export function openTransformer(
  name: string,
  { file = 'model.onnx', ...options }: TextModelOptions & { file?: string } = {},
): Promise<TextModel> {
  const { samples } = readTransformer(name);
  const tokenizer: TextTokenizer = {
    encode: (text) => {
      const tokens = text.split(' ');
      const ids = tokens.map(Number);
      const sample = samples.find((one) => String(one.ids) === String(ids));
      return { ids, tokens, token_type_ids: sample?.types };
    },
    decode: (ids) => ids.join(' '),
    specialTokens: name.includes('bert') ? { pad: 0, mask: 4, all: new Set([0, 2, 3]) } : { pad: 0, all: new Set() },
  };
  return TextModel.fromOnnx(path.join(folder(name), file), tokenizer, options);
}
