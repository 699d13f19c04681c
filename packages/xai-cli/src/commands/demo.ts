import path from 'node:path';
import { toAnsi } from 'vision-heatmaps';
import { useBackend } from '../backend';
import type { BackendName } from '../backend-names';
import { questions } from '../demo/digits';
import { groupSheet, nineSheet, nutshell } from '../demo/sheets';
import {
  completenessNote,
  erasureText,
  type Summary,
  summarize,
  summaryAlign,
  summaryHeading,
  summaryMarkdown,
  summaryRows,
} from '../demo/summary';
import { type Work, work } from '../demo/work';
import { beside } from '../images/compose';
import { saveFile, savePicture } from '../images/save';
import type { MethodGroup } from '../methods/method';
import { groupTitles } from '../methods/methods';
import { wantsColors } from '../terminal/colors';
import { duration } from '../terminal/numbers';
import type { Surroundings, TextOutput } from '../terminal/streams';
import { table } from '../terminal/table';

/** The options of `xai demo`. */
export interface DemoOptions {
  readonly out: string;
  readonly backend: BackendName;
  readonly json?: boolean;
}

/** `xai demo`: ten digits, explained by every method. */
export async function demo({ out, backend, json }: DemoOptions, surroundings: Surroundings): Promise<void> {
  const { stdout } = surroundings;
  const start = performance.now();
  await useBackend(backend);
  const done = await work(surroundings);
  const pictures = await savePictures(done, out);
  const summary: Summary = {
    backend,
    milliseconds: Math.round(performance.now() - start),
    questions: questions.map(({ digit, label }) => `${digit}: ${label}`),
    methods: summarize(done.answers),
    erasure: { pixels: done.erasure.pixels, before: done.erasure.before.reads, after: done.erasure.after.reads },
    files: [...pictures, 'summary.json', 'summary.md'].map((file) => path.join(out, file)),
  };
  await saveFile(path.join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  await saveFile(path.join(out, 'summary.md'), summaryMarkdown(done.answers, done.erasure, pictures));
  if (json) stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  else print(done, summary, stdout);
}

/** Writes a sheet for each group of methods, and two about the nine; returns their names. */
async function savePictures({ answers, inputs, erasure }: Work, folder: string): Promise<string[]> {
  const groups = Object.entries(groupTitles) as [MethodGroup, string][];
  const pictures = groups.map(([group, title]) => {
    const members = answers.filter(({ method }) => method.group === group);
    return { file: `${group}.png`, picture: groupSheet(title, members, inputs) };
  });
  const all = [
    { file: 'nine-or-four.png', picture: nutshell(answers, inputs, erasure) },
    { file: 'nine.png', picture: nineSheet(answers, inputs, erasure) },
    ...pictures,
  ];
  for (const { file, picture } of all) await savePicture(path.join(folder, file), picture);
  return all.map(({ file }) => file);
}

function print({ answers, inputs, erasure }: Work, { milliseconds, files }: Summary, stdout: TextOutput): void {
  if (wantsColors(stdout)) {
    const integrated = answers.find(({ method }) => method.name === 'IntegratedGradients');
    const [, , notAFour] = integrated?.images ?? inputs;
    stdout.write(`${toAnsi(beside([inputs[0], notAFour], 2, [0, 0, 0, 255]), { width: 58 })}`);
    stdout.write('A nine of the test set, and why the model reads a 9, not a 4: red speaks for it, blue against.\n\n');
  }
  stdout.write(`${erasureText(erasure)}\n\n`);
  stdout.write(table(summaryHeading, summaryRows(answers), summaryAlign));
  stdout.write(`${completenessNote}\n\n`);
  stdout.write(
    `${questions.length} questions to each of ${answers.length} methods, in ${duration(milliseconds)}. Look at\n`,
  );
  for (const file of files) stdout.write(`  ${file}\n`);
}
