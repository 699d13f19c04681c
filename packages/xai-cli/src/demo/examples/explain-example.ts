import { readFile } from 'node:fs/promises';
import { throwIfAborted } from 'xai-base';
import { checkRecipe, findMethod, type Modality, type Prepared, prepare, readMeta } from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';
import type { Engine } from '../../engines/start-engine';
import type { ExplainOptions } from '../../explain/explain-options';
import { measure, type ReportedOutput, titleOf } from '../../explain/explain-report';
import { givenItems, subjectOptions } from '../../explain/given-input';
import { recipeOf } from '../../explain/recipe-of';
import { type Picture, pictureOf } from '../../pictures/picture';
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
  readonly part: Picture;
  /** Text with colours. */
  readonly terminal?: Picture['terminal'];
}

/** Lets the methods of an example explain its inputs. */
export async function explainExample(
  example: Example,
  engine: Pick<Engine, 'executor'>,
  surroundings: Console,
): Promise<ExampleAnswer[]> {
  const files = diskFiles();
  const model = exampleFile(example, example.file ?? 'model.json');
  const meta = await readMeta(files, model);
  const modality = meta?.modality as Modality;
  const answers: ExampleAnswer[] = [];
  for (const input of example.inputs) {
    for (const method of example.methods) {
      throwIfAborted(surroundings.signal);
      const given = await givenText(modality, exampleFile(example, input.file));
      const options = {
        ...{ model, [subjectOptions[modality]]: given, row: input.row },
        ...{ method, output: example.output, seed: hearsSeed(method) ? SEED : undefined },
      };
      const recipe = checkRecipe(await recipeOf(files, options, modality, { meta }));
      const prepared = await prepare(recipe, { files, engine });
      try {
        answers.push({ label: input.label, ...(await answer(prepared, options, surroundings.signal)) });
      } finally {
        await prepared.dispose();
      }
    }
  }
  return answers;
}

function hearsSeed(method: string): boolean {
  return findMethod(method).options.some(({ name }) => name === 'seed');
}

/** Of a text its words, of anything else the file. */
function givenText(modality: Modality, file: string): string | Promise<string> {
  return modality === 'text' ? readFile(file, 'utf8') : file;
}

const widths: Record<Modality, number> = { image: 320, text: 620, series: 440, table: 500 };

async function answer(prepared: Prepared, options: ExplainOptions, signal?: AbortSignal) {
  const { recipe, labels } = prepared;
  const { kind } = recipe.input;
  const start = performance.now();
  const [item] = await givenItems(options, kind);
  const explanation = await prepared.explain(item, { signal });
  const milliseconds = performance.now() - start;
  try {
    const { output } = await measure(explanation, { labels });
    const title = titleOf(output);
    const part = pictureOf(await prepared.draw(explanation, { title, isPart: true, width: widths[kind] }));
    const { terminal } = pictureOf(await prepared.draw(explanation, { title }));
    return { method: recipe.method.name, output, milliseconds, part, terminal };
  } finally {
    explanation.dispose();
  }
}
