import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { DifferentiableModel, OnnxModel } from 'onnx-model';
import type { Layout } from '../recipe/model-recipe';
import type { ModelJson } from './model-files';

/** A model that was read from an ONNX file. */
export interface LoadedOnnx {
  readonly format: 'onnx';
  /** Called with channels last, whatever its layout. */
  readonly model: LayersModel | DifferentiableModel | OnnxModel;
  readonly layout: Layout;
  /** The input that is explained, of a model with several, or a value inside of it. */
  readonly input?: string;
  /** What was guessed about its other inputs. */
  readonly warnings?: readonly string[];
  /** Why it could not be built of layers, which relevance propagation and class activation maps look at. */
  readonly withoutLayers?: Error;
  /** Why it could not be read into TensorFlow.js ops either, so that onnxruntime runs it, without gradients. */
  readonly withoutGradients?: Error;
}

/** A model that was read from files. */
export type LoadedModel =
  | LoadedOnnx
  | { readonly format: 'layers-model'; readonly model: LayersModel; readonly json: ModelJson }
  | { readonly format: 'graph-model'; readonly model: GraphModel; readonly json: ModelJson };
