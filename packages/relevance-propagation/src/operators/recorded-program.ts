import { cast, type Tensor } from '@tensorflow/tfjs-core';
import { type Recording, record } from 'tfjs-gradients';
import { type Attribution, compiles, type ModelView, ProgramAnalyzer } from 'xai-base';
import { upToLogits } from './check-end';
import { multiplicationsOf, SlownessWarning } from './warn-when-slow';

/** An analyzer that passes relevance back through the operators of a model, which it records at each run. */
export abstract class RecordedProgram extends ProgramAnalyzer {
  private readonly slowness: SlownessWarning;
  private isEager = false;

  /**
   * @param method what is said to be slow
   * @param logits whether the logits of a model that ends in softmax are explained
   */
  constructor(
    view: ModelView,
    method: string,
    private readonly logits = false,
  ) {
    super(view);
    this.slowness = new SlownessWarning(method);
  }

  protected override runBatch(...given: Parameters<ProgramAnalyzer['runBatch']>): Promise<Tensor[]> {
    this.isEager = !compiles(given[2].executor);
    return super.runBatch(...given);
  }

  /** The method, on the recorded model up to what is explained; it is disposed of afterwards. */
  protected abstract explainRecording(recording: Recording, select: (output: Tensor) => Tensor): Attribution;

  protected attribute(input: Tensor, select: (output: Tensor) => Tensor): Attribution {
    const recording = record((x) => this.model.forward(x), [cast(input, 'float32')]);
    try {
      if (this.isEager) this.slowness.consider(multiplicationsOf(recording));
      return this.explainRecording(this.logits ? upToLogits(recording) : recording, select);
    } finally {
      recording.dispose();
    }
  }
}
