import type { Layout, ModelFormat } from '../recipe/model-recipe';
import type { End } from './end';
import type { Meta } from './meta';

/** What an input seems to mean. */
export type InputMeaning =
  | 'image'
  | 'series'
  | 'table'
  | 'text'
  | 'ids'
  | 'mask'
  | 'types'
  | 'positions'
  | 'past'
  | 'state'
  | 'rate'
  | 'ratio'
  | 'unknown';

/** What an output seems to mean. */
export type OutputMeaning = 'scores' | 'value' | 'label' | 'boxes' | 'maps' | 'tokens' | 'state' | 'unknown';

/** An input as the file has it: its shape is in the file's own layout. */
export interface InputOutline extends End {
  readonly meaning: InputMeaning;
  /** Of images and series in ONNX: where the channels stand. */
  readonly layout?: Layout;
}

/** An output as the file has it. */
export interface OutputOutline extends End {
  readonly meaning: OutputMeaning;
  /** The operator that it ends in, if that makes scores of logits. */
  readonly end?: 'softmax' | 'sigmoid';
}

/** One description of any model, plain JSON: what goes in and comes out, and what that seems to mean. */
export interface ModelOutline {
  /** The name of its file. */
  readonly source: string;
  readonly format: ModelFormat;
  readonly inputs: readonly InputOutline[];
  readonly outputs: readonly OutputOutline[];
  /** The values that ids are looked up into; of a layers-model the layers that do so. */
  readonly embeddings: readonly string[];
  /** The values, or layers, that class activation maps can look at; the last one last. */
  readonly featureMaps: readonly string[];
  /** The values inside of it, by their names, in the order in which they are computed: one may be the input that is explained (of ONNX), or where it is cut. */
  readonly values: readonly string[];
  /** Whether it is an ensemble of trees, which TreeSHAP explains. */
  readonly isOfTrees: boolean;
  /** The description beside it. */
  readonly meta?: Meta;
  /** Files beside it that seem to name its outputs, and its words. */
  readonly labels?: string;
  readonly vocabulary?: string;
  /** The `tokenizer.json` beside it. */
  readonly tokenizer?: string;
}
