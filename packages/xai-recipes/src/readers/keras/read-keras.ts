import { engine } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describeValue, FormatError, UnsupportedLayerError } from 'xai-base';
import { listNames } from '../../errors/list-names';
import { unzip } from '../unzip';
import { layerProblems, type Problem } from './check-layers';
import { withHdf5 } from './hdf5';
import { isLayer, type LayerJson } from './layer-json';
import { plainModel } from './plain-config';
import { setWeights } from './set-weights';
import { type Weights, weightsByClass, weightsByName } from './weights';

/**
 * Reads a model that Keras 2 or 3 saved, sequential or functional, as layers. The package h5wasm must be installed.
 *
 * @param bytes those of a file `.keras` or `.h5`
 * @returns a model that belongs to the caller
 * @throws {UnsupportedLayerError} when it has layers that tfjs-layers has not, or not with their settings; the message lists them, and has the line of
 *   Python that exports the model to ONNX instead
 * @throws {FormatError} for what is no such file, a damaged one, and one with weights alone
 * @throws {ModelError} when h5wasm is not installed
 *
 * @example
 * ```ts no-run
 * const response = await fetch('model.keras');
 * const model = await readKeras(new Uint8Array(await response.arrayBuffer()));
 * model.summary();
 * ```
 */
export async function readKeras(bytes: Uint8Array): Promise<LayersModel> {
  const { config, version, weights } = await parts(bytes);
  const isNew = Number.parseInt(version, 10) >= 3;
  const plain = plainModel(config);
  const { models } = await import('@tensorflow/tfjs-layers'); // registers the layers
  const problems = layerProblems(plain, isNew);
  if (problems.length > 0) throw unsupported(problems, isNew);
  return build(() => models.modelFromJSON(plain as never), await weights(plain), isNew);
}

interface Parts {
  readonly config: LayerJson;
  /** Of Keras. */
  readonly version: string;
  readonly weights: (model: LayerJson) => Promise<Weights>;
}

/** Problems in a message. */
const MOST = 20;

const HDF5 = '\x89HDF\r\n\x1a\n';

async function parts(bytes: Uint8Array): Promise<Parts> {
  const head = String.fromCharCode(...bytes.subarray(0, HDF5.length));
  if (head === HDF5) return fromHdf5(bytes);
  if (head.startsWith('PK')) return fromZip(bytes);
  throw new FormatError(`The file begins with ${describeValue(head)}; expected a file .keras or .h5.`);
}

async function fromHdf5(bytes: Uint8Array): Promise<Parts> {
  const { config, version } = await withHdf5(bytes, (root) => ({
    config: root.attribute('model_config'),
    version: root.attribute('keras_version'),
  }));
  if (typeof config !== 'string')
    throw new FormatError(
      'The file has weights, but no model; expected one that model.save(file) wrote, not model.save_weights.',
    );
  return {
    config: parse(config),
    version: String(version ?? '1'),
    weights: (model) => withHdf5(bytes, (root) => weightsByName(root, model)),
  };
}

async function fromZip(bytes: Uint8Array): Promise<Parts> {
  const files = unzip(bytes);
  const [config, metadata, weights] = ['config.json', 'metadata.json', 'model.weights.h5'].map((name) =>
    files.get(name),
  );
  if (!config || !weights)
    throw new FormatError(
      `The archive has ${listNames([...files.keys()])}; expected config.json and model.weights.h5.`,
    );
  const { keras_version: version } = metadata ? JSON.parse(textOf(metadata)) : { keras_version: '3' };
  return {
    config: parse(textOf(config)),
    version: String(version),
    weights: (model) => withHdf5(weights, (root) => weightsByClass(root, model)),
  };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function parse(text: string): LayerJson {
  const config: unknown = JSON.parse(text, (_, value) => (value === 'Infinity' ? Number.POSITIVE_INFINITY : value));
  const model = Array.isArray((config as { config?: unknown }).config)
    ? { ...(config as LayerJson), config: {} }
    : config;
  if (isLayer(model)) return config as LayerJson;
  throw new FormatError(`The model is described as ${describeValue(config)}; expected class_name and config.`);
}

/** Builds a model; a failure leaves no variable behind. */
async function build(make: () => Promise<LayersModel>, weights: Weights, isNew: boolean): Promise<LayersModel> {
  const known = new Set(Object.keys(engine().state.registeredVariables));
  try {
    const model = await inScope(make).catch((cause) => {
      throw unsupported([{ layer: 'model', what: (cause as Error).message.split('\n')[0] }], isNew, cause);
    });
    setWeights(model, weights);
    return model;
  } catch (error) {
    for (const [name, variable] of Object.entries(engine().state.registeredVariables))
      if (!known.has(name)) variable.dispose();
    throw error;
  }
}

/** Without the tensors that tfjs-layers leaves when it builds recurrent layers. All of it is synchronous: no other work's come into the scope. */
function inScope(make: () => Promise<LayersModel>): Promise<LayersModel> {
  engine().startScope();
  try {
    return make();
  } finally {
    engine().endScope();
  }
}

function unsupported(problems: readonly Problem[], isNew: boolean, cause?: unknown): UnsupportedLayerError {
  const list = problems
    .slice(0, MOST)
    .map(({ layer, what }) => `${layer} (${what})`)
    .join(', ');
  const others = problems.length > MOST ? ` and ${problems.length - MOST} more` : '';
  const expected = isNew
    ? 'the model as ONNX, by model.export("model.onnx", format="onnx") in Python'
    : 'the model as ONNX, by python -m tf2onnx.convert --keras model.h5 --output model.onnx';
  return new UnsupportedLayerError(
    `The model has layers that tfjs-layers cannot build as they are: ${list}${others}; expected ${expected}.`,
    {
      argument: 'model',
      value: problems,
      expected,
      cause,
    },
  );
}
