import { type Lesson, trained } from 'xai-metrics/networks';
import type { Study } from './study';

/** The networks of a lesson as the models of a study: they learn when they are asked for. */
export function networksOf({ truth, networks, schooling }: Lesson): Study['models'] {
  const made = Object.entries(networks).map(([name, make]) => [name, () => trained(make, truth, schooling)]);
  return Object.fromEntries(made);
}
