import type { Tensor } from '@tensorflow/tfjs-core';
import type { Recording } from 'tfjs-gradients';
import type { Attribution, ModelView } from 'xai-base';
import type { Rules } from '../composites/assign-rules';
import { RecordedProgram } from '../operators/recorded-program';
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

/** An analyzer that passes relevance back through the operators of a model by its rules. */
export abstract class OperatorProgram extends RecordedProgram {
  constructor(protected readonly given: OperatorModel) {
    super(given.view, 'Relevance propagation', given.options.logits);
  }

  override get unit(): string {
    return this.normalizes ? 'share of the output' : 'output';
  }

  /** Whether relevance starts with 1, not with the value of the output. */
  protected get normalizes(): boolean {
    return this.given.options.normalizeOutputRelevance !== false;
  }

  /** The method, on the recorded model with its rules. */
  protected abstract trace(model: RuledRecording, select: (output: Tensor) => Tensor): Attribution;

  protected explainRecording(recording: Recording, select: (output: Tensor) => Tensor): Attribution {
    const { given } = this;
    const model = ruledRecording(recording, given.rules, given.options);
    if (given.printed === undefined) {
      given.printed = printNodes(model.nodes);
      if (given.options.verbose) console.info(given.printed);
    }
    return this.trace(model, select);
  }
}
