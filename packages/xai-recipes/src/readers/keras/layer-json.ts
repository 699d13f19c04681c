/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** A layer, or a model of layers, as Keras 2 and tfjs-layers describe it. */
export interface LayerJson {
  readonly class_name: string;
  readonly config: Json;
  readonly name?: string;
  readonly inbound_nodes?: readonly (readonly Taken[])[];
}

/** A value that a layer takes: from which layer, from which of its uses, which of that one's values. */
export type Taken = readonly [layer: string, use: number, value: number, more: Json];

/** Whether something is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether something is the description of a layer. */
export function isLayer(value: unknown): value is LayerJson {
  return isJson(value) && typeof value.class_name === 'string' && isJson(value.config);
}

/** The layers of a model; of a list of layers, as Keras 1 described a sequential model, these. */
export function layersIn({ config }: { readonly config: unknown }): LayerJson[] {
  const layers = isJson(config) ? config.layers : config;
  return Array.isArray(layers) ? layers.filter(isLayer) : [];
}
