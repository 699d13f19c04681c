import { analyze, type Explanation, type Model, type TensorBag } from 'xai-base';
import type { Engine } from '../engines/start-engine';
import { analyzerFor } from '../methods/analyzer-for';
import type { Method } from '../methods/method';
import type { LoadedModel } from '../models/loaded-model';
import type { Subject } from '../subjects/subject';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';
import type { ExplainOptions } from './explain-options';
import { type Outputs, selectionOf } from './selection';

/** What is explained, of which model, by which method. */
export interface Question {
  readonly options: ExplainOptions;
  readonly method: Method;
  readonly of?: Method;
  readonly loaded: LoadedModel;
  readonly outputs: Outputs;
  readonly subject: Subject;
  readonly engine: Pick<Engine, 'executor'>;
  readonly bag: TensorBag;
}

/** Runs a method, and shows how far it is. */
export async function runMethod(
  { options, method, of, loaded, outputs, subject, engine, bag }: Question,
  { stderr, signal }: Pick<Console, 'stderr' | 'signal'>,
): Promise<Explanation> {
  const { batchSize, seed } = options;
  const { input, inputRef, background, contrast, hiding, modality } = subject;
  const { executor } = engine;
  const progress = new ProgressLine(stderr);
  try {
    const settings = { ...options, of, sample: input.shape.slice(1), background, contrast, hiding, bag };
    const analyzer = analyzerFor(method, { loaded, modality, settings, executor });
    return await analyze(input, analyzer, await selectionOf(outputs, loaded.model as Model, input), {
      ...(batchSize !== undefined && { batchSize }),
      ...(seed !== undefined && { seed }),
      ...(executor && { executor }),
      ...(analyzer.moreOptions.includes('inputRef') && { inputRef }),
      signal,
      onProgress: (state) => progress.show(method.name, state),
    });
  } finally {
    progress.clear();
  }
}
