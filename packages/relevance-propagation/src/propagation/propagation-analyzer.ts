import { clone, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  arrangeInputs,
  compiles,
  layersModelInputs,
  ModelError,
  type OutputSelector,
  ProgramAnalyzer,
  toModelView,
} from 'xai-base';
import { SlownessWarning } from '../operators/warn-when-slow';
import { Activations } from './activations';
import { checkOutput } from './check-layers-model';
import { checkParameters } from './check-parameters';
import type { LRPOptions } from './lrp-options';
import { layerMultiplications } from './multiplications';
import type { RuledNetwork } from './ruled-network';

/** An analyzer that passes relevance back through the layers of a model. */
export abstract class PropagationAnalyzer<Options extends AnalyzeOptions> extends ProgramAnalyzer<Options> {
  private readonly slowness = new SlownessWarning('Relevance propagation');

  constructor(
    /** The model's layers with their rules. */
    readonly network: RuledNetwork,
    readonly options: LRPOptions,
  ) {
    super({ ...toModelView(network.network.model), rows: undefined }); // layers take any batch
  }

  override get unit(): string {
    return this.options.normalizeOutputRelevance === false ? 'output' : 'share of the output';
  }

  protected override async explain(input: Tensor, selector: OutputSelector, options: Options) {
    const { model } = this.network.network;
    tidy(() => void arrangeInputs(layersModelInputs(model), input, options.furtherInputs)); // throws before any work
    checkOutput(model);
    try {
      return await super.explain(input, selector, options);
    } catch (error) {
      if (error instanceof ModelError) await checkParameters(this.network); // relevance that is not finite may be a rule's fault
      throw error;
    }
  }

  protected override runBatch(inputs: readonly Tensor[], selector: OutputSelector, options: Options) {
    if (!compiles(options.executor)) {
      this.slowness.consider(inputs[0].shape[0] * layerMultiplications(this.network.network));
    }
    return super.runBatch(inputs, selector, options);
  }

  /** Evaluates the network on the samples and their further inputs. */
  protected activations(input: Tensor): Activations {
    const inputs = layersModelInputs(this.network.network.model);
    return new Activations(this.network, arrangeInputs(inputs, input, this.furtherInputs));
  }

  /** The relevance to start from: 1 at what is selected, or the output's value there. */
  protected outputRelevance(mask: Tensor, output: Tensor): Tensor {
    return this.options.normalizeOutputRelevance === false ? mul(mask, output) : clone(mask);
  }
}
