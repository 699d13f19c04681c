import type { PlainExplanation, PlainTensor } from 'xai-base';
import type { About, LayerRule, ModelOutline, Recipe, Selected, Shown } from 'xai-recipes';
import type { EngineName, EngineReport } from './engine-choice';

/** A model that was opened: what it is, and the recipe that was guessed for it. */
export interface Opened {
  readonly outline: ModelOutline;
  readonly recipe: Recipe;
  /** The names of all files that can be read. */
  readonly names: readonly string[];
  /** Of these, the ones that can be chosen for the model. */
  readonly near: readonly string[];
  readonly engine: EngineReport;
}

/** What relevance propagation did in each layer, in the order of the network. */
export interface Layerwise {
  readonly layers: readonly LayerReport[];
}

/** A layer, or an operator: its rule, the relevance of its output, and where that went. */
export interface LayerReport extends LayerRule {
  /** `[1, ...]`, as its output. */
  readonly relevances?: PlainTensor;
  /** The relevance of its output, and what its inputs, biases and stabilizers got of it. */
  readonly conservation?: {
    readonly relevance: number;
    readonly received: number;
    readonly bias: number;
    readonly stabilizer: number;
  };
}

/** A table that was dropped. */
export interface TableOutline {
  readonly rows: number;
  readonly columns: number;
  /** The names of the columns that have numbers alone. */
  readonly numeric: readonly string[];
}

/** What came of explaining an item: plain data, which passes from the worker to the page. */
export interface Explained {
  /** In full, as it is saved. */
  readonly explanation: PlainExplanation;
  /** As it is drawn. */
  readonly shown: Shown;
  readonly about: About;
  /** The names of the outputs, where they are known. */
  readonly labels?: readonly string[];
  readonly selected: Selected;
  /** Who ran the model: an engine of TensorFlow.js or, of a model with operators that only it has, onnxruntime. */
  readonly engine: EngineName | 'onnxruntime';
  readonly milliseconds: number;
}
