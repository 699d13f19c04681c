import { slice, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type RGBAImage, toImages } from 'vision-heatmaps';
import { TensorBag, throwIfAborted } from 'xai-base';
import { methods } from 'xai-recipes';
import type { Engine } from '../engines/start-engine';
import { demoModel } from '../models/demo-files';
import { loadModel } from '../models/load-model';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';
import { type Answer, answers as answersOf } from './answer';
import { readQuestions } from './digits';
import { type Erasure, eraseEvidence } from './erasure';

/** All that the demo found out. */
export interface Work {
  /** The digits, one a question. */
  readonly inputs: readonly RGBAImage[];
  /** One a method and setting. */
  readonly answers: readonly Answer[];
  readonly erasure: Erasure;
}

/** Lets every method answer all questions about the ten digits. */
export async function work({ executor }: Pick<Engine, 'executor'>, surroundings: Console): Promise<Work> {
  const { stderr, signal } = surroundings;
  const progress = new ProgressLine(stderr);
  const bag = new TensorBag();
  const loaded = await loadModel(demoModel());
  const lenet = loaded.model as LayersModel;
  try {
    const { input, selection } = await readQuestions(bag);
    const nine = bag.add(tidy(() => slice(input, 0, 1))) as Tensor4D;
    const erasure = await eraseEvidence(lenet, nine); // also warms the backend up, for fair timings
    const answers: Answer[] = [];
    const shown = methods.filter(({ inputs }) => inputs.includes('image'));
    for (const [place, method] of shown.entries()) {
      throwIfAborted(signal);
      const onProgress = (name: string, { done, total }: { done: number; total: number }) =>
        progress.show(name, { done: place + done / total, total: shown.length });
      answers.push(...(await answersOf(method, { loaded, input, selection, executor, signal, onProgress })));
    }
    return { inputs: await toImages(input), answers, erasure };
  } finally {
    progress.clear();
    bag.dispose();
    lenet.dispose();
  }
}
