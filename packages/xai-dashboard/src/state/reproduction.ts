import type { Item, Recipe } from 'xai-recipes';

/** How what is on the page is computed again elsewhere. */
export interface Reproduction {
  /** The file `recipe.json`, which both of the others read. */
  readonly recipe: string;
  /** A program in TypeScript, for Node. */
  readonly program: string;
  /** A command of a POSIX shell. */
  readonly command: string;
}

/** Where the explanation is saved by either. */
const SAVED = 'explanation.safetensors';

/** The recipe, a program and a command that explain an item as it is explained here, in a folder with the files by their names. */
export function reproduction(recipe: Recipe, item: Item): Reproduction {
  const { reasons: _, ...told } = recipe;
  return { recipe: `${JSON.stringify(told, null, 2)}\n`, program: programOf(item), command: commandOf(recipe, item) };
}

function programOf(item: Item): string {
  return `import { readFile, writeFile } from 'node:fs/promises';
import '@tensorflow/tfjs-backend-cpu';
import { serialize } from 'xai-base';
import { prepare } from 'xai-recipes';
import { folderFiles } from 'xai-recipes/node';

const recipe = JSON.parse(await readFile('recipe.json', 'utf8'));
const prepared = await prepare(recipe, { files: await folderFiles('.') });
const explanation = await prepared.explain(${JSON.stringify(item)});
console.log(explanation.analyzer, explanation.outputSelection);
await writeFile('${SAVED}', await serialize(explanation));
explanation.dispose();
await prepared.dispose();
`;
}

function commandOf({ input: { kind } }: Recipe, item: Item): string {
  const [given, standardInput = ''] = inputOf(kind, item);
  return `npx xai-cli explain --recipe recipe.json ${given} --save ${SAVED}${standardInput}\n`;
}

/** The options that name an item, and where its text comes from, if that is a file. */
function inputOf(kind: Recipe['input']['kind'], item: Item): [options: string, standardInput?: string] {
  const file = typeof item === 'object' && 'file' in item ? item.file : undefined;
  const row = typeof item === 'object' && 'row' in item && item.row !== undefined ? ` --row ${item.row}` : '';
  if (kind === 'text')
    return file === undefined ? [`--text ${quoted(textOf(item))}`] : ['--text -', ` < ${quoted(file)}`];
  const option = { image: '--input', series: '--series', table: '--csv' }[kind];
  return [`${option} ${quoted(file ?? textOf(item))}${row}`];
}

function textOf(item: Item): string {
  return typeof item === 'string' ? item : 'text' in item ? item.text : JSON.stringify(item);
}

/** For a POSIX shell, in which nothing within single quotes means anything. */
function quoted(text: string): string {
  return /^[\w./][\w./-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
