import { gridSegments, Superpixels } from 'model-agnostic';
import { Pixels } from 'xai-base';
import { EMDScore, ImportanceMassAccuracy } from 'xai-metrics';
import { tetrominoLesson } from 'xai-metrics/networks';
import type { TrisBackground, TrisScenario, TrisSize } from 'xai-metrics/truth';
import { networksOf } from './networks-of';
import { photograph } from './photograph';
import type { Study } from './study';

/** The score over the largest distance there is (`paper`, as the metric is called), and over the square root of 2 h w (`code`). */
class EMDScoreByCode extends EMDScore {
  override readonly name = 'EMDScore (code)';
  constructor(cell: number) {
    super({ normalization: 'code', cell });
  }
}

const scenarios: readonly TrisScenario[] = ['linear', 'multiplicative', 'rigid', 'xor'];

const backgrounds: readonly TrisBackground[] = ['white', 'correlated', 'natural'];

/** XAI-TRIS, for a size: every scenario on every background; of the large ones, which take long to learn and to explain, fewer samples. */
export async function tetrominoes(size: TrisSize): Promise<Study[]> {
  const photographs = [await photograph()];
  return scenarios.flatMap((scenario) =>
    backgrounds.map((background) => {
      const lesson = tetrominoLesson({ scenario, background, size, photographs, seed: 1 });
      const { truth } = lesson;
      const cell = size === 8 ? 1 : 4; // of 64 x 64 positions, the exact distance would take minutes
      const metrics = [new ImportanceMassAccuracy(), new EMDScore({ cell }), new EMDScoreByCode(cell)];
      return {
        name: `${scenario} ${background}${size === 8 ? '' : ' 64'}`,
        chapter: size === 8 ? 'tetrominoes' : 'large tetrominoes',
        modality: 'image',
        shape: truth.shape,
        samples: size === 8 ? 50 : 16,
        data: (count) => truth.batches(count, { batchSize: 25 }),
        models: networksOf(lesson),
        metrics,
        contrast: 2,
        perturbation: size === 8 ? new Pixels() : new Superpixels({ segmenter: gridSegments(8), hide: 0 }),
        draws: size === 8 ? 500 : 250,
      } satisfies Study;
    }),
  );
}
