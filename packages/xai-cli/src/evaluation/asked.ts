import type { Modality } from 'xai-recipes';
import { metricNames, sanityMetrics, usualMetrics } from './metrics';
import { checkPlaces } from './patterns';
import { truthNames } from './truth/truth-names';

/** The names that an evaluation is given, as the command line has them. */
export interface GivenNames {
  readonly methods?: readonly string[];
  readonly metrics?: readonly string[];
  /** Benchmarks whose truth is known. */
  readonly truth?: readonly string[];
  readonly sanity?: boolean;
  /** Whether the report says what the model does over the data, by the first method. */
  readonly patterns?: boolean;
}

/** What an evaluation is asked for, by names that were checked. */
export interface Asked {
  /** Usual ones that explain the model, if they are left out. */
  readonly methods?: readonly string[];
  readonly metrics: readonly string[];
  readonly truths: readonly string[];
}

/** @throws {UsageError} for a metric or a benchmark that is none, and for what inputs of that kind do not have */
export function askedOf({ methods, metrics, truth = [], sanity, patterns }: GivenNames, kind: Modality): Asked {
  if (patterns) checkPlaces(kind);
  return {
    methods: methods && namesIn(methods),
    metrics: metricNames([...namesIn(metrics ?? usualMetrics), ...(sanity ? sanityMetrics : [])], kind),
    truths: truthNames(namesIn(truth), kind === 'image'),
  };
}

/** Names that stand apart, or between commas. */
function namesIn(given: readonly string[]): string[] {
  return given
    .flatMap((part) => part.split(','))
    .map((name) => name.trim())
    .filter(Boolean);
}
