import { type AnalyzeOptions, type Analyzer, checkPositiveInteger, type OutputSelection } from 'xai-base';
import type { LRP } from '../lrp';
import { checkLRP } from '../propagation/check-lrp';
import { checkDataSet, type DataSet } from './data-set';
import type { LayerQuantity } from './layer-summary';
import { summaryOf } from './programs';

/** One of the samples for which a channel is largest. */
export interface Maximum {
  readonly channel: number;
  /** The index of the sample in the data set. */
  readonly sample: number;
  /** The channel's relevance (summed over its places), or its largest activation. */
  readonly value: number;
  /** The place where the channel is largest: an index into the axes between batch and channels, flattened. */
  readonly place: number;
  /** The output that was explained. */
  readonly output: number;
}

/** For each channel of a layer, the samples of a data set that it is largest for. */
abstract class Maxima {
  private readonly summary: Analyzer;

  /**
   * @param lrp the rules
   * @param layer the name or the index of the layer
   * @param count how many samples a channel
   */
  constructor(
    lrp: LRP,
    layer: string | number,
    readonly count = 8,
    quantity: LayerQuantity = 'relevance',
  ) {
    checkLRP(lrp);
    checkPositiveInteger('count', count);
    this.summary = summaryOf(lrp, layer, quantity);
  }

  /**
   * Goes through a data set. Memory does not grow with it: of each channel, only the largest are kept.
   *
   * @param dataSet its batches; they stay their owner's, who may dispose of each once the next is asked for
   * @param selection which output is explained, of each sample its most activated one by default
   * @returns for each channel its samples, the largest first
   * @throws {ValueError} for a data set that is no function
   * @throws {AbortError} when the signal fires
   */
  async collect(dataSet: DataSet, selection?: OutputSelection, options?: AnalyzeOptions): Promise<Maximum[][]> {
    checkDataSet(dataSet);
    const best: Maximum[][] = [];
    let first = 0;
    for await (const batch of dataSet()) {
      const explanation = await this.summary.analyze(batch, selection, options);
      try {
        const values = (await explanation.val.array()) as number[][];
        const places = explanation.extras?.places as number[][];
        values.forEach((channels, index) => {
          const output = explanation.outputSelection[index];
          channels.forEach((value, channel) => {
            const found = { channel, sample: first + index, value, place: places[index][channel], output };
            best[channel] = withMaximum(best[channel] ?? [], found, this.count);
          });
        });
      } finally {
        explanation.dispose();
      }
      first += batch.shape[0];
    }
    return best;
  }
}

function withMaximum(best: Maximum[], found: Maximum, count: number): Maximum[] {
  const rank = best.findIndex(({ value }) => value < found.value);
  if (rank < 0) return best.length < count ? [...best, found] : best;
  return [...best.slice(0, rank), found, ...best.slice(rank)].slice(0, count);
}

/**
 * For each channel of a layer, the samples of a data set that give it most relevance: what the model uses the channel for.
 *
 * @see R. Achtibat et al.: From attribution maps to human-understandable explanations through Concept Relevance Propagation (2023)
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const hidden = tfl.layers.dense({ units: 2, inputShape: [2], name: 'hidden', useBias: false });
 * const model = tfl.sequential({ layers: [hidden, tfl.layers.dense({ units: 1, useBias: false })] });
 * model.setWeights([tf.tensor2d([[1, 0], [0, 1]]), tf.tensor2d([[1], [1]])]);
 * const dataSet = () => [tf.tensor2d([[1, 3], [3, 1]]), tf.tensor2d([[1, 1]])];
 * const maxima = await new RelMax(new LRP(model), 'hidden', 2).collect(dataSet);
 * maxima.map((channel) => channel.map(({ sample }) => sample)); // => [[1, 2], [0, 2]]
 * ```
 */
export class RelMax extends Maxima {
  constructor(lrp: LRP, layer: string | number, count?: number) {
    super(lrp, layer, count, 'relevance');
  }
}

/**
 * For each channel of a layer, the samples of a data set that activate it most: what the channel reacts to.
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [1], name: 'only' })] });
 * model.setWeights([tf.tensor2d([[2]]), tf.tensor1d([0])]);
 * const dataSet = () => [tf.tensor2d([[1], [3], [2]])];
 * const [[most]] = await new ActMax(new LRP(model), 'only').collect(dataSet);
 * most; // => ({ channel: 0, sample: 1, value: 6, place: 0, output: 0 })
 * ```
 */
export class ActMax extends Maxima {
  constructor(lrp: LRP, layer: string | number, count?: number) {
    super(lrp, layer, count, 'activation');
  }
}
