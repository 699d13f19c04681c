import { cast, type Tensor } from '@tensorflow/tfjs-core';
import { record } from 'tfjs-gradients';
import { type AnalyzeOptions, type Attribution, compiles, type ModelView, ProgramAnalyzer } from 'xai-base';
import type { Rules } from '../composites/assign-rules';
import { upToLogits } from '../operators/check-end';
import { multiplicationsOf, SlownessWarning } from '../operators/warn-when-slow';
import type { LRPOptions } from '../propagation/lrp-options';
import { printNodes } from './print-nodes';
import { type RuledRecording, ruledRecording } from './ruled-recording';

/** What relevance propagation through the operators of a model is set up with. */
export interface OperatorModel {
  readonly view: ModelView;
  readonly rules: Rules | undefined;
  readonly options: LRPOptions;
  /** The operators with their rules, one a line; known once the model has run. */
  printed?: string;
}

/** An analyzer that passes relevance back through the operators of a model. */
export abstract class OperatorProgram extends ProgramAnalyzer<AnalyzeOptions> {
  private readonly slowness = new SlownessWarning('Relevance propagation');
  private isEager = false;

  constructor(protected readonly given: OperatorModel) {
    super(given.view);
  }

  override get unit(): string {
    return this.normalizes ? 'share of the output' : 'output';
  }

  /** Whether relevance starts with 1, not with the value of the output. */
  protected get normalizes(): boolean {
    return this.given.options.normalizeOutputRelevance !== false;
  }

  protected override runBatch(...given: Parameters<ProgramAnalyzer['runBatch']>): Promise<Tensor[]> {
    this.isEager = !compiles(given[2].executor);
    return super.runBatch(...given);
  }

  /** The method, on the recorded model with its rules. */
  protected abstract trace(model: RuledRecording, select: (output: Tensor) => Tensor): Attribution;

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const recording = record((x) => this.model.forward(x), [cast(input, 'float32')]);
    try {
      if (this.isEager) this.slowness.consider(multiplicationsOf(recording));
      const { given } = this;
      const explained = given.options.logits ? upToLogits(recording) : recording;
      const model = ruledRecording(explained, given.rules, given.options);
      if (given.printed === undefined) {
        given.printed = printNodes(model.nodes);
        if (given.options.verbose) console.info(given.printed);
      }
      return this.trace(model, select);
    } finally {
      recording.dispose();
    }
  }
}
