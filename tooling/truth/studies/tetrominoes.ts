import { gridSegments, Pixels, Superpixels } from 'model-agnostic';
import { EMDScore, ImportanceMassAccuracy, type Metric } from 'xai-metrics';
import { type TrisBackground, type TrisScenario, type TrisSize, XAITris } from 'xai-metrics/truth';
import { convolutional, dense, linear, type Network } from '../models/networks';
import { trained } from '../models/train';
import { photograph } from './photograph';
import type { Study } from './study';

/** The score over the largest distance there is (`paper`, as the metric is called), and over the square root of 2 h w (`code`). */
class EMDScoreByCode extends EMDScore {
  override readonly name = 'EMDScore (code)';
  constructor() {
    super({ normalization: 'code' });
  }
}

const networks: Readonly<Record<string, Network>> = { LLR: linear, MLP: dense, CNN: convolutional };
const scenarios: readonly TrisScenario[] = ['linear', 'multiplicative', 'rigid', 'xor'];

/** XAI-TRIS, for a size: every scenario on every background. The linear model learns the linear scenario alone, as in the benchmark. */
export async function tetrominoes(size: TrisSize): Promise<Study[]> {
  const photographs = [await photograph()];
  const backgrounds: readonly TrisBackground[] = ['white', 'correlated', 'natural'];
  return scenarios.flatMap((scenario) =>
    backgrounds.map((background) => {
      const truth = new XAITris({ scenario, background, size, photographs, seed: 1 });
      const schooling =
        size === 8 ? { samples: 8000, epochs: 40, rate: 0.003 } : { samples: 3000, epochs: 8, rate: 0.001 };
      // the exact distance is too long to compute on 4096 pixels
      const metrics: Metric[] =
        size === 8
          ? [new ImportanceMassAccuracy(), new EMDScore(), new EMDScoreByCode()]
          : [new ImportanceMassAccuracy()];
      const named = Object.entries(networks).filter(([name]) => name !== 'LLR' || scenario === 'linear');
      return {
        name: `${scenario} ${background}${size === 8 ? '' : ' 64'}`,
        chapter: size === 8 ? 'tetrominoes' : 'large tetrominoes',
        modality: 'image',
        shape: truth.shape,
        data: truth.batches(size === 8 ? 100 : 16, { batchSize: 25 }),
        models: Object.fromEntries(
          named.map(([name, make]) => [name, () => trained((seed) => make(truth.shape, 2, seed), truth, schooling)]),
        ),
        metrics,
        contrast: 2,
        perturbation: size === 8 ? new Pixels() : new Superpixels({ segmenter: gridSegments(8), hide: 0 }),
        draws: size === 8 ? 500 : 250,
      } satisfies Study;
    }),
  );
}
