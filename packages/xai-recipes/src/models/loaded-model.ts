import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { DifferentiableModel, OnnxModel, TextModel } from 'onnx-model';
import type { TreeModel } from 'xai-base';
import type { Layout } from '../recipe/model-recipe';
import type { GraphFunction } from './graph-function';
import type { ModelJson } from './model-files';

/** A model that was read from an ONNX file. */
export interface LoadedOnnx {
  readonly format: 'onnx';
  /** Called with channels last, whatever its layout. */
  readonly model: DifferentiableModel | OnnxModel;
  readonly layout: Layout;
  /** The input that is explained, of a model with several, or a value inside of it. */
  readonly input?: string;
  /** What was guessed about its other inputs. */
  readonly warnings?: readonly string[];
  /** How often it uses which operator. */
  readonly operations?: Readonly<Record<string, number>>;
  /** Why it could not be read into TensorFlow.js ops, so that onnxruntime runs it, without gradients. */
  readonly withoutGradients?: Error;
  /** Of one that was read into ops: the values that are feature maps with a space, the last one last. */
  readonly featureMaps?: readonly string[];
  /** Of one that is an ensemble of trees: reads these. */
  readonly trees?: () => Promise<TreeModel>;
}

/** A layers-model of TensorFlow.js. */
export interface LoadedLayers {
  readonly format: 'layers-model';
  readonly model: LayersModel;
  /** Missing of one that Keras saved. */
  readonly json?: ModelJson;
}

/** A graph-model of TensorFlow.js. */
export interface LoadedGraph {
  readonly format: 'graph-model';
  /** Of the input and the output that are explained. */
  readonly model: GraphFunction;
  /** The whole of it; it goes with the function. */
  readonly graph: GraphModel;
  readonly json: ModelJson;
  /** What was guessed about its other inputs. */
  readonly warnings?: readonly string[];
  /** The values that are feature maps with a space, the last one last. */
  readonly featureMaps: readonly string[];
}

/** A model that was read from files. */
export type LoadedModel = LoadedOnnx | LoadedLayers | LoadedGraph;

/** A transformer that was read from an ONNX file with its tokenizer: it takes texts, and begins at the embedding of their tokens. */
export interface LoadedText extends Pick<LoadedOnnx, 'format' | 'input' | 'warnings' | 'withoutGradients'> {
  readonly model: TextModel;
  readonly text: TextModel;
}
