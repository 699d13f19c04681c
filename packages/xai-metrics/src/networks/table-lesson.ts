import { GaussianTable, type GaussianTableSettings } from '../benchmarks/gaussian-table';
import { denseNetwork } from './dense-network';
import type { Lesson } from './lesson';

/**
 * {@link GaussianTable} with a network that learns the rule. The rule itself is a model, too: `GaussianTable.model`.
 *
 * @throws {ValueError} as `GaussianTable`
 *
 * @example
 * ```ts
 * const { truth, networks, schooling } = tableLesson({ columns: 4, clusters: 2, seed: 1 });
 * const { model } = await trained(networks.MLP, truth, { ...schooling, epochs: 1 });
 * model.inputs[0].shape; // => [null, 4]
 * model.dispose();
 * ```
 */
export function tableLesson(settings: GaussianTableSettings = {}): Lesson & { readonly truth: GaussianTable } {
  const networks = { MLP: denseNetwork };
  return { truth: new GaussianTable(settings), networks, schooling: { samples: 8000, epochs: 40 } };
}
