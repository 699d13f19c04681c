import { PlantedSegments, type PlantedSegmentsSettings } from '../benchmarks/planted-segments';
import type { Lesson } from './lesson';
import { temporalNetwork } from './temporal-network';

/**
 * {@link PlantedSegments} with a network of two convolutions over time.
 *
 * @throws {ValueError} as `PlantedSegments`
 *
 * @example
 * ```ts
 * seriesLesson({ seed: 1 }).truth.shape; // => [64, 3]
 * ```
 */
export function seriesLesson(settings: PlantedSegmentsSettings = {}): Lesson {
  const networks = { CNN: temporalNetwork };
  return { truth: new PlantedSegments(settings), networks, schooling: { samples: 4000, epochs: 20 } };
}
