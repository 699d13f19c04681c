import { isJson, isLayer, type Json, type LayerJson, type Taken } from './layer-json';

/**
 * The description of a model as tfjs-layers reads it, which is that of Keras 2, of one that Keras 2 or 3 wrote. What matters for training alone is left
 * out: how weights begin, regularizers, constraints. Layers that do nothing when a model predicts become dropout of nothing.
 */
export function plainModel(model: LayerJson): LayerJson {
  const plain = { class_name: model.class_name === 'Model' ? 'Functional' : model.class_name };
  if (Array.isArray(model.config)) return { ...plain, config: { layers: layersOf(model.config) } };
  const { layers, input_layers: inputs, output_layers: outputs, name, trainable } = model.config;
  return {
    ...plain,
    config: {
      name,
      ...(trainable !== undefined && { trainable }),
      layers: layersOf(layers),
      ...(inputs !== undefined && { input_layers: ends(inputs, layers), output_layers: ends(outputs, layers) }),
    },
  };
}

function layersOf(layers: unknown): LayerJson[] {
  if (!Array.isArray(layers)) return [];
  return layers.filter(isLayer).map((layer) => {
    const { name = layer.config.name, inbound_nodes: uses } = layer as { name?: unknown; inbound_nodes?: unknown };
    return {
      ...plainLayer(layer),
      ...(typeof name === 'string' && { name }),
      ...(Array.isArray(uses) && { inbound_nodes: uses.map((use) => plainUse(use, layers)) }),
    };
  });
}

function plainLayer(layer: LayerJson): LayerJson {
  const { class_name: type, config } = layer;
  if (isModel(type)) return plainModel(layer);
  if (identities.has(type)) return { class_name: 'Dropout', config: { name: config.name, rate: 0 } };
  const plain = Object.fromEntries(Object.entries(config).flatMap(([key, value]) => plainEntry(key, value)));
  return { class_name: type, config: renamed(type, plain) };
}

/** Layers that only do something in training. */
const identities: ReadonlySet<string> = new Set([
  'SpatialDropout2D',
  'SpatialDropout3D',
  'ActivityRegularization',
  'RandomFlip',
  'RandomRotation',
  'RandomZoom',
  'RandomTranslation',
  'RandomContrast',
  'RandomBrightness',
]);

/** Whether a class is that of a model of layers. */
export function isModel(type: string): boolean {
  return type === 'Sequential' || type === 'Functional' || type === 'Model';
}

function plainEntry(key: string, value: unknown): [string, unknown][] {
  if (key.endsWith('_initializer')) return [[key, 'zeros']]; // the file has the weights
  if (/_(regularizer|constraint)$/.test(key)) return [];
  if (key === 'dtype' || key === 'quantization_config') return []; // computed in float32, whatever it was trained in
  if (key === 'activation' || key === 'recurrent_activation') return [[key, value === 'silu' ? 'swish' : value]];
  if (isLayer(value) && (key === 'layer' || key.endsWith('_layer'))) return [[key, plainLayer(value)]];
  return [[key, value]];
}

/** What tfjs-layers calls otherwise. */
function renamed(type: string, config: Json): Json {
  const { batch_shape: shape, axis, negative_slope: slope, backward_layer: _, ...forward } = config;
  if (type === 'InputLayer' && shape !== undefined) return { name: config.name, batch_input_shape: shape };
  if (type === 'LeakyReLU' && slope !== undefined) return { name: config.name, alpha: slope };
  if (type === 'BatchNormalization' && Array.isArray(axis) && axis.length === 1) return { ...config, axis: axis[0] };
  if (type === 'Bidirectional' && isMirrored(config)) return forward;
  return config;
}

/** Whether the layer that goes backwards is set as the one that goes forwards: tfjs-layers makes one of the other. */
function isMirrored({ layer, backward_layer: backward }: Json): boolean {
  if (!isLayer(layer) || !isLayer(backward) || layer.class_name !== backward.class_name) return false;
  const settings = ({ config }: LayerJson) => JSON.stringify({ ...config, name: '', go_backwards: '' });
  return settings(layer) === settings(backward) && layer.config.go_backwards !== backward.config.go_backwards;
}

/** What a use of a layer takes: a list of values by Keras 2, arguments by Keras 3. */
function plainUse(use: unknown, layers: readonly unknown[]): Taken[] {
  if (!isJson(use))
    return Array.isArray(use) ? use.map(([from, at, value, more]) => [from, at, value, given(more)]) : [];
  const [first, ...others] = Array.isArray(use.args) ? use.args : [];
  const more = given({ ...(isJson(use.kwargs) && use.kwargs), ...(others.length > 0 && { arguments: others }) });
  return [first]
    .flat()
    .filter(isJson)
    .map(({ config }) => {
      const [from, at, value] = isJson(config) && Array.isArray(config.keras_history) ? config.keras_history : [];
      return [from, at + shift(from, layers), value, more];
    });
}

/** Arguments besides the values, but for those that say nothing. */
function given(more: unknown): Json {
  const entries = isJson(more) ? Object.entries(more) : [];
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined && value !== false));
}

/** Keras 3 does not count the use in which a sequential model was built; tfjs-layers does. */
function shift(name: unknown, layers: readonly unknown[]): number {
  const layer = layers.find((one) => isLayer(one) && one.config.name === name) as LayerJson | undefined;
  return layer?.class_name === 'Sequential' ? 1 : 0;
}

/** The inputs or outputs of a model: `[name, use, value]`, a list of these, or an object of these. */
function ends(value: unknown, layers: unknown): unknown[] {
  if (isJson(value)) return ends(Object.values(value), layers);
  if (!Array.isArray(value) || !Array.isArray(layers)) return [];
  const list: unknown[] = typeof value[0] === 'string' ? [value] : value;
  const isNew = layers.some(({ inbound_nodes: uses }) => Array.isArray(uses) && isJson(uses[0]));
  if (!isNew) return list;
  return list.map((end) => (Array.isArray(end) ? [end[0], end[1] + shift(end[0], layers), end[2]] : end));
}
