import { Columns, type Perturbation, Pixels, TimeSegments } from 'xai-base';
import { Agreement, EMDScore, ImportanceMassAccuracy, type Metric } from 'xai-metrics';
import {
  type Lesson,
  seriesLesson,
  type TrainingOptions,
  tableLesson,
  tetrominoLesson,
  trained,
  wordLesson,
} from 'xai-metrics/networks';
import type { TrisBackground, TrisScenario } from 'xai-metrics/truth';
import type { Modality } from 'xai-recipes';
import type { KnownCase } from './known-case';

/** What a lesson is for methods. */
interface About extends Pick<KnownCase, 'modality'> {
  readonly contrast?: number;
  readonly perturbation: Perturbation;
  /** Besides the importance mass. */
  readonly metrics?: readonly Metric[];
}

/** A lesson as a case for each of its networks. */
function casesOf(
  name: string,
  { truth, networks, schooling }: Lesson,
  { modality, contrast = 1, perturbation, metrics = [] }: About,
): KnownCase[] {
  const hiding = { LIME: { perturbation, seed: 1 }, KernelSHAP: { perturbation, seed: 1 }, RISE: { seed: 1 } };
  return Object.entries(networks).map(([network, make]) => ({
    name: `${name}, ${network}`,
    modality,
    shape: truth.shape,
    contrast,
    hiding,
    metrics: [new ImportanceMassAccuracy(), ...metrics],
    training: schooling.samples * schooling.epochs,
    data: (count, batchSize) => truth.batches(count, { batchSize }),
    untrained: () => {
      const model = make(truth.shape, truth.classes, truth.seed);
      return { model, accuracy: Number.NaN, dispose: () => model.dispose() };
    },
    async trained(options: TrainingOptions) {
      const { model, accuracy } = await trained(make, truth, schooling, options);
      return { model, accuracy, dispose: () => model.dispose() };
    },
  }));
}

const scenarios: readonly TrisScenario[] = ['linear', 'multiplicative', 'rigid', 'xor'];
const backgrounds: readonly TrisBackground[] = ['white', 'correlated'];

/** XAI-TRIS, 8 x 8: each scenario on each background that needs no photographs. */
export function tris(seed: number): KnownCase[] {
  const about = { modality: 'image' as Modality, contrast: 2, perturbation: new Pixels(), metrics: [new EMDScore()] };
  return scenarios.flatMap((scenario) =>
    backgrounds.flatMap((background) =>
      casesOf(`${scenario} ${background}`, tetrominoLesson({ scenario, background, seed }), about),
    ),
  );
}

/** Rows of tables whose weights are known. */
export function tables(seed: number): KnownCase[] {
  const about = { modality: 'table' as Modality, perturbation: new Columns(), metrics: [new Agreement()] };
  return casesOf('tables', tableLesson({ seed }), about);
}

/** Series with a wave somewhere. */
export function segments(seed: number): KnownCase[] {
  const perturbation = new TimeSegments({ segments: 16, channels: 'apart' });
  return casesOf('segments', seriesLesson({ seed }), { modality: 'series', perturbation });
}

/** Texts in which one word tells the class. */
export function words(seed: number): KnownCase[] {
  return casesOf('words', wordLesson({ seed }), { modality: 'text', perturbation: new Columns({ background: 1 }) });
}
