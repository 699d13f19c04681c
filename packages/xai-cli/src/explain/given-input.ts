import type { Item, Meta, Modality } from 'xai-recipes';
import { UsageError } from '../errors/errors';
import { expandFiles } from '../files/expand-files';
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
 * What is explained: a text, or files; a folder for those in it, `-` for standard input.
 *
 * @throws {FileError} for a folder or a pattern that stands for no files
 */
export async function givenItems(options: ExplainOptions, modality: Modality): Promise<Item[]> {
  const given = [options[subjectOptions[modality]] as string | readonly string[]].flat();
  const row = options.row === undefined ? {} : { row: options.row };
  if (modality === 'text') return given.map((text) => (text === STANDARD_INPUT ? { file: text } : { text }));
  return (await expandFiles(given, modality, `--${subjectOptions[modality]}`)).map((file) => ({ file, ...row }));
}

/** @throws {UsageError} when the model's description says that it takes something else */
export function checkModality(given: Modality, meta?: Meta): void {
  if (!meta?.modality || meta.modality === given) return;
  const expected = `--${subjectOptions[meta.modality]}`;
  const message = `--${subjectOptions[given]} does not fit the model, which takes ${names[meta.modality]}, as ${meta.file} says; expected ${expected}.`;
  throw new UsageError(message, { argument: `--${subjectOptions[given]}`, value: given, expected });
}
