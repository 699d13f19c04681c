import type { Item, Meta, Modality } from 'xai-recipes';
import { UsageError } from '../errors/errors';
import { expandFiles, standsForSeveral } from '../files/expand-files';
import { STANDARD_INPUT } from '../files/with-standard-input';
import type { ExplainOptions } from './explain-options';

/** The option that gives each kind of input. */
export const subjectOptions = { image: 'input', text: 'text', series: 'series', table: 'csv' } as const;

const names: Record<Modality, string> = {
  image: 'images',
  text: 'texts',
  series: 'time series',
  table: 'rows of a table',
};

/**
 * The kind of input that is given.
 *
 * @param kind that of the recipe
 * @throws {UsageError} for none, several, or one of another kind
 */
export function givenModality(options: Partial<ExplainOptions>, kind?: Modality): Modality {
  const given = (Object.keys(subjectOptions) as Modality[]).filter((one) => options[subjectOptions[one]] !== undefined);
  if (given.length === 1 && (kind === undefined || kind === given[0])) return given[0];
  const expected = kind
    ? `--${subjectOptions[kind]}, as the recipe is for ${names[kind]}`
    : 'one of --input (an image), --text, --series or --csv';
  const found = given.map((one) => `--${subjectOptions[one]}`).join(' and ') || 'nothing to explain';
  throw new UsageError(`There is ${found}; expected ${expected}.`, {
    argument: '--input',
    value: found,
    expected,
  });
}

/**
 * What is explained: texts, or files, of tables perhaps several rows; a folder for the files in it, `-` for standard input.
 *
 * @throws {FileError} for a folder or a pattern that stands for no files
 */
export async function givenItems(options: ExplainOptions, modality: Modality): Promise<Item[]> {
  const given = namedItems(options, modality);
  const rows = options.row === undefined ? [{}] : [options.row].flat().map((row) => ({ row }));
  if (modality === 'text') return given.map((text) => (text === STANDARD_INPUT ? { file: text } : { text }));
  const files = await expandFiles(given, modality, `--${subjectOptions[modality]}`);
  return files.flatMap((file) => rows.map((row) => ({ file, ...row })));
}

/** Whether options name one thing that is explained, and no folder or pattern, which may stand for any number. */
export async function namesOne(options: ExplainOptions, modality: Modality): Promise<boolean> {
  const [name, ...more] = namedItems(options, modality);
  if (more.length > 0 || [options.row].flat().length > 1) return false;
  return modality === 'text' || !(await standsForSeveral(name));
}

function namedItems(options: ExplainOptions, modality: Modality): readonly string[] {
  return [options[subjectOptions[modality]] as string | readonly string[]].flat();
}

/** @throws {UsageError} when the model's description says that it takes something else */
export function checkModality(given: Modality, meta?: Meta): void {
  if (!meta?.modality || meta.modality === given) return;
  const expected = `--${subjectOptions[meta.modality]}`;
  const message = `--${subjectOptions[given]} does not fit the model, which takes ${names[meta.modality]}, as ${meta.file} says; expected ${expected}.`;
  throw new UsageError(message, { argument: `--${subjectOptions[given]}`, value: given, expected });
}
