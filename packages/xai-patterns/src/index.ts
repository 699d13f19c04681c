export { type ClassPattern, type ClassPatternOptions, classPatterns } from './class-patterns';
export type { Explained, MapOptions } from './maps/read-maps';
export { type SpectralOptions, type SpectralRelevance, spectralRelevance } from './spectral-relevance';
