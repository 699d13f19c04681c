import { readFile } from 'node:fs/promises';
import { type Explanation, TensorBag, throwIfAborted } from 'xai-base';
import type { Engine } from '../../engines/start-engine';
import { measure, type ReportedOutput, titleOf } from '../../explain/explain-report';
import { runMethod } from '../../explain/run-method';
import { methodFor } from '../../methods/method-for';
import { loadModel } from '../../models/load-model';
import { readMeta } from '../../models/meta';
import type { Modality } from '../../models/modality';
import { findOutput } from '../../models/output-names';
import type { Drawing } from '../../pictures/drawing';
import { readSubject, subjectOptions } from '../../subjects/read-subject';
import type { Subject } from '../../subjects/subject';
import type { Console } from '../../terminal/printable-output';
import { type Example, exampleFile } from './examples';

const SEED = 9;

/** What one method says of one input of an example. */
export interface ExampleAnswer {
  readonly label: string;
  readonly method: string;
  readonly output: ReportedOutput;
  readonly milliseconds: number;
  /** As a part of a sheet. */
  readonly part: Drawing;
  /** Text with colours. */
  readonly terminal?: Drawing['terminal'];
}

/** Lets the methods of an example explain its inputs. */
export async function explainExample(
  example: Example,
  engine: Pick<Engine, 'executor'>,
  surroundings: Console,
): Promise<ExampleAnswer[]> {
  const file = exampleFile(example, 'model.json');
  const meta = await readMeta(file);
  const modality = meta?.modality as Modality;
  const output = example.output === undefined ? undefined : findOutput('--output', example.output, meta);
  const loaded = await loadModel(file);
  const bag = new TensorBag();
  const answers: ExampleAnswer[] = [];
  try {
    for (const input of example.inputs) {
      const path = exampleFile(example, input.file);
      const given = modality === 'text' ? await readFile(path, 'utf8') : path;
      const options = { model: file, [subjectOptions[modality]]: given, row: input.row, seed: SEED };
      const subject = await readSubject(modality, { options, loaded, meta, bag });
      for (const name of example.methods) {
        throwIfAborted(surroundings.signal);
        const method = methodFor(modality, name);
        const question = { options, method, loaded, outputs: { output }, subject, engine, bag };
        const start = performance.now();
        const explanation = await runMethod(question, surroundings);
        const milliseconds = performance.now() - start;
        try {
          const { output: explained } = await measure(explanation, { meta });
          const drawn = await drawAnswer(subject, explanation, titleOf(explained, meta));
          answers.push({ label: input.label, method: method.name, output: explained, milliseconds, ...drawn });
        } finally {
          explanation.dispose();
        }
      }
    }
    return answers;
  } finally {
    bag.dispose();
    await loaded.model.dispose();
  }
}

const widths: Record<Modality, number> = { image: 320, text: 620, series: 440, table: 500 };

async function drawAnswer(subject: Subject, explanation: Explanation, title: string) {
  const part = await subject.draw(explanation, { title, isPart: true, width: widths[subject.modality] });
  const { terminal } = await subject.draw(explanation, { title });
  return { part, terminal };
}
