import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { checkKeys, type ModelWeights, ValueError, type WeightChange } from 'xai-base';
import { drawSubset, sampleStream } from '../../numbers/sample-stream';
import { checkSetting } from '../../task/check-settings';

/** New weights of layers by their names, as many and of the shapes of their own. */
export type GivenWeights = Readonly<Record<string, readonly Tensor[]>>;

/** The settings of metrics that put other weights into the model. */
export interface RandomisationSettings {
  /**
   * Which layers lose their weights in a stage: from the output down, those of the stages before included (`top-down`, the default); from the input up
   * (`bottom-up`); or one alone (`independent`).
   */
  order?: 'top-down' | 'bottom-up' | 'independent';
  /** New weights, in the place of drawn ones; layers that are not among them keep theirs, and have no stage. */
  weights?: GivenWeights;
}

/** @throws {ValueError} for a setting that does not exist, or is none */
export function checkRandomisation(settings: RandomisationSettings, more: readonly string[], owner: string): void {
  checkKeys(settings, ['order', 'weights', ...more], owner);
  const { order = 'top-down', weights = {} } = settings;
  const orders = ['top-down', 'bottom-up', 'independent'];
  checkSetting('order', order, orders.includes(order), orders.map((one) => `'${one}'`).join(', '));
  const isRecord = typeof weights === 'object' && weights !== null && Object.values(weights).every(Array.isArray);
  checkSetting('weights', weights, isRecord, 'lists of tensors by the names of layers');
}

/** A stage of a randomisation: its name is that of the layer that loses its weights. */
export interface Stage {
  readonly name: string;
  readonly change: WeightChange;
}

/**
 * The stages of a randomisation, in their order.
 *
 * @throws {ValueError} for weights of a layer that the model does not have
 */
export function stagesOf(
  { names }: ModelWeights,
  { order = 'top-down', weights }: RandomisationSettings,
  seed = 0,
): Stage[] {
  const unknown = Object.keys(weights ?? {}).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const expected = `some of ${names.join(', ')}`;
    const message = `weights are of ${unknown}, which the model does not have; expected ${expected}.`;
    throw new ValueError(message, { argument: 'weights', value: unknown, expected });
  }
  const changed = weights === undefined ? names : names.filter((name) => weights[name] !== undefined);
  const ordered = order === 'top-down' ? [...changed].reverse() : changed;
  return ordered.map((name, index) => {
    const lost = new Set(order === 'independent' ? [name] : ordered.slice(0, index + 1));
    const change: WeightChange = (one, own) => (lost.has(one) ? newWeights(one, own, weights, seed) : undefined);
    return { name, change };
  });
}

/** A change of all layers at once. */
export function allStages(stages: readonly Stage[]): WeightChange {
  const ofLayer = new Map(stages.map(({ name, change }) => [name, change]));
  return (name, own) => ofLayer.get(name)?.(name, own);
}

async function newWeights(
  name: string,
  own: readonly Tensor[],
  given: GivenWeights | undefined,
  seed: number,
): Promise<Tensor[]> {
  if (given) return given[name].map((weight) => weight.clone());
  return Promise.all(own.map((weight, index) => shuffled(weight, `${name}/${index}`, seed)));
}

/** The same values in another order: a random layer of the same scale, whose variances stay positive. */
async function shuffled(weight: Tensor, name: string, seed: number): Promise<Tensor> {
  const values = await weight.data();
  const order = drawSubset(sampleStream(seed, `weights/${name}`, 0), values.length, values.length);
  return tensor(
    Float32Array.from(order, (index) => values[index]),
    weight.shape,
    'float32',
  );
}
