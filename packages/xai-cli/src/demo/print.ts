import { toAnsi } from 'vision-heatmaps';
import { beside } from '../images/compose';
import { wantsColors } from '../terminal/colors';
import { duration } from '../terminal/numbers';
import type { PrintableOutput } from '../terminal/printable-output';
import { table } from '../terminal/table';
import { questions } from './digits';
import type { Shown } from './examples/save-examples';
import { completenessNote, erasureText, type Summary, summaryAlign, summaryHeading, summaryRows } from './summary';
import type { Work } from './work';

/** What the demo found out, for people. */
export function printDemo(
  { answers, inputs, erasure }: Work,
  shown: readonly Shown[],
  { milliseconds, files }: Summary,
  stdout: PrintableOutput,
): void {
  if (wantsColors(stdout)) {
    const integrated = answers.find(({ method }) => method.name === 'IntegratedGradients');
    const [, , notAFour] = integrated?.images ?? inputs;
    stdout.paint(`${toAnsi(beside([inputs[0], notAFour], 2, [0, 0, 0, 255]), { width: 58 })}`);
    stdout.write('A nine of the test set, and why the model reads a 9, not a 4: red speaks for it, blue against.\n\n');
  }
  stdout.write(`${erasureText(erasure)}\n\n`);
  stdout.write(table(summaryHeading, summaryRows(answers), summaryAlign));
  stdout.write(`${completenessNote}\n\n`);
  for (const example of shown) printExample(example, stdout);
  stdout.write(
    `${questions.length} questions to each of ${answers.length} methods, and four examples, in ${duration(milliseconds)}. Look at\n`,
  );
  for (const file of files) stdout.write(`  ${file}\n`);
}

/** What the first method says of the first input: words in colours, or bars. */
function printExample({ example, answers: [{ method, terminal }] }: Shown, stdout: PrintableOutput): void {
  const { title, isPage } = example;
  if (!terminal || (isPage && !wantsColors(stdout))) return;
  stdout.write(`${title} ${method} says:\n`);
  stdout.paint(`${terminal(stdout.columns || 80)}\n`);
}
