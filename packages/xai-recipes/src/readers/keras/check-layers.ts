import { serialization } from '@tensorflow/tfjs-core';
import { describeValue } from 'xai-base';
import { isLayer, type Json, type LayerJson, layersIn } from './layer-json';
import { isModel } from './plain-config';

/** What of a layer tfjs-layers cannot do, in words. */
export interface Problem {
  readonly layer: string;
  readonly what: string;
}

/**
 * The layers of a model that tfjs-layers does not have, or does not do as they are set: it leaves out settings that it does not know, without a word.
 *
 * @param model as `plainModel` gives it
 * @param isNew whether Keras 3 wrote it, whose `hard_sigmoid` is another function
 */
export function layerProblems(model: LayerJson, isNew: boolean): Problem[] {
  return layersIn(model).flatMap((layer): Problem[] => {
    if (isModel(layer.class_name)) return layerProblems(layer, isNew);
    const name = String(layer.config.name ?? layer.name ?? layer.class_name);
    const found = [...problemsOf(layer, isNew), ...callProblems(layer), ...maskProblem(layer)];
    return found.map((what) => ({ layer: name, what }));
  });
}

function problemsOf({ class_name: type, config }: LayerJson, isNew: boolean): string[] {
  const [Layer, fromConfig] = serialization.SerializationMap.getMap().classNameMap[type] ?? [];
  if (!Layer) return [type];
  const inner = Object.entries(config).flatMap(([key, value]) =>
    isLayer(value) && key.endsWith('layer') ? problemsOf(value, isNew) : [],
  );
  const activations = ['activation', 'recurrent_activation'].flatMap((key) => activationProblem(config[key], isNew));
  if (inner.length + activations.length > 0) return [...inner, ...activations].map((what) => `${type} with ${what}`);
  try {
    const known = fromConfig(Layer, camelCase(config) as serialization.ConfigDict).getConfig();
    return Object.entries(config)
      .filter(([key, value]) => !(camel(key) in known) && !isHarmless(key, value))
      .map(([key, value]) => `${type} with ${key} ${describeValue(value)}`);
  } catch (error) {
    return [`${type}: ${(error as Error).message.split('\n')[0].slice(0, 200)}`];
  }
}

/** A mask of what is padding: the recurrent layers of tfjs-layers follow it otherwise than those of Keras. */
function maskProblem({ class_name: type, config }: LayerJson): string[] {
  if (config.mask_zero === true) return [`${type} with mask_zero`];
  return type === 'Masking' ? [type] : [];
}

/** A layer that is called with something besides one value or one list of values: tfjs-layers would not see it. */
function callProblems({ class_name: type, inbound_nodes: uses = [] }: LayerJson): string[] {
  const more = uses.flatMap((use) => use.flatMap(([, , , named]) => Object.keys(named ?? {})));
  return more.length > 0 ? [`${type} called with ${[...new Set(more)].join(', ')}`] : [];
}

function activationProblem(activation: unknown, isNew: boolean): string[] {
  if (activation === undefined || activation === null) return [];
  const names = Object.keys(serialization.SerializationMap.getMap().classNameMap);
  const isKnown = typeof activation === 'string' && names.includes(camel(activation));
  if (isKnown && !(isNew && activation === 'hard_sigmoid')) return [];
  const name = isLayer(activation) ? activation.class_name : describeValue(activation);
  return [`the activation ${name}${activation === 'hard_sigmoid' ? ' of Keras 3' : ''}`];
}

/** Settings that change nothing in a model that predicts, whatever they are. */
const harmless: ReadonlySet<string> = new Set([
  'autocast',
  'batch_input_shape',
  'fill_mode',
  'fill_value',
  'fused',
  'implementation',
  'renorm_momentum',
  'seed',
  'sparse',
  'synchronized',
  'trainable',
  'unroll',
  'use_cudnn',
  'zero_output_for_mask', // see maskProblem
]);

/** Values by which settings say that they change nothing. */
const neutral: Readonly<Record<string, readonly unknown[]>> = {
  data_format: ['channels_last'],
  depth_multiplier: [1],
  dilation_rate: [1, [1], [1, 1], [1, 1, 1]],
  groups: [1],
  negative_slope: [0],
  threshold: [0],
};

function isHarmless(key: string, value: unknown): boolean {
  if (value === null || value === undefined || value === false) return true;
  if (harmless.has(key) || key.endsWith('_initializer')) return true;
  return Object.hasOwn(neutral, key) && neutral[key].some((one) => JSON.stringify(one) === JSON.stringify(value));
}

/** Keys as tfjs-layers has them; values that are names, too, but for those of layers. */
function camelCase(value: unknown): unknown {
  if (typeof value === 'string') return camel(value);
  if (Array.isArray(value)) return value.map(camelCase);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Json);
  return Object.fromEntries(entries.map(([key, one]) => [camel(key), key === 'name' ? one : camelCase(one)]));
}

function camel(name: string): string {
  return name.replace(/(?<=[a-z\d])_+([a-z\d])/gi, (_, letter: string) => letter.toUpperCase());
}
