import path from 'node:path';
import { groupTitles, type MethodGroup } from 'xai-recipes';
import { questions } from '../demo/digits';
import { examples } from '../demo/examples/examples';
import { explainExample } from '../demo/examples/explain-example';
import { type Shown, saveExamples } from '../demo/examples/save-examples';
import { printDemo } from '../demo/print';
import { groupSheet, nineSheet, nutshell } from '../demo/sheets';
import { type Summary, summarize, summarizeExample, summaryMarkdown } from '../demo/summary';
import { type Work, work } from '../demo/work';
import type { EngineName } from '../engines/engine-names';
import { startEngine } from '../engines/start-engine';
import { saveFile } from '../files/save-file';
import { saveDrawing } from '../pictures/save-drawing';
import { jsonText } from '../terminal/json';
import type { Console } from '../terminal/printable-output';

/** The options of `xai demo`. */
export interface DemoOptions {
  readonly out: string;
  readonly engine?: EngineName;
  readonly json?: boolean;
}

/** `xai demo`: ten digits, explained by every method, and an example of every other kind of input. */
export async function demo({ out, engine: name, json }: DemoOptions, surroundings: Console): Promise<void> {
  const { stdout, stderr } = surroundings;
  const start = performance.now();
  const engine = await startEngine(name);
  try {
    const done = await work(engine, surroundings);
    const others: Shown[] = [];
    for (const example of examples)
      others.push({ example, answers: await explainExample(example, engine, surroundings) });
    const pictures = [...(await savePictures(done, out)), ...(await saveExamples(others, out))];
    const summary: Summary = {
      engine: engine.used,
      milliseconds: Math.round(performance.now() - start),
      questions: questions.map(({ digit, label }) => `${digit}: ${label}`),
      methods: summarize(done.answers),
      erasure: { pixels: done.erasure.pixels, before: done.erasure.before.reads, after: done.erasure.after.reads },
      examples: others.flatMap(({ example, answers }) => summarizeExample(example, answers)),
      files: [...pictures, 'summary.json', 'summary.md'].map((file) => path.join(out, file)),
    };
    await saveFile(path.join(out, 'summary.json'), jsonText(summary));
    await saveFile(path.join(out, 'summary.md'), summaryMarkdown(done.answers, done.erasure, pictures));
    for (const warning of engine.warnings) stderr.write(`warning: ${warning}\n`);
    if (json) stdout.write(jsonText(summary));
    else printDemo(done, others, summary, stdout);
  } finally {
    await engine.dispose();
  }
}

/** Writes a sheet for each group of methods, and two about the nine; returns their names. */
async function savePictures({ answers, inputs, erasure }: Work, folder: string): Promise<string[]> {
  const groups = Object.entries(groupTitles) as [MethodGroup, string][];
  const pictures = groups.flatMap(([group, title]) => {
    const members = answers.filter(({ method }) => method.group === group);
    return members.length > 0 ? [{ file: `${group}.png`, picture: groupSheet(title, members, inputs) }] : [];
  });
  const all = [
    { file: 'nine-or-four.png', picture: nutshell(answers, inputs, erasure) },
    { file: 'nine.png', picture: nineSheet(answers, inputs, erasure) },
    ...pictures,
  ];
  for (const { file, picture } of all) await saveDrawing(path.join(folder, file), picture, file);
  return all.map(({ file }) => file);
}
