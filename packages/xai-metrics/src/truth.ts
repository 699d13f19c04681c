export { Decoys, type DecoysSettings } from './benchmarks/decoys';
export { GaussianTable, type GaussianTableSettings } from './benchmarks/gaussian-table';
export { type BatchOptions, type KnownBatch, type KnownSample, KnownTruth, type Part } from './benchmarks/known-truth';
export { PlantedSegments, type PlantedSegmentsSettings } from './benchmarks/planted-segments';
export { PlantedWords, type PlantedWordsSettings } from './benchmarks/planted-words';
export type { TrisBackground, TrisScenario, TrisSize } from './benchmarks/xai-tris/scenarios';
export { XAITris, type XAITrisSettings } from './benchmarks/xai-tris/xai-tris';
