import { UsageError } from '../errors/errors';
import type { ExplainOptions } from '../explain/explain-options';
import type { Meta } from '../models/meta';
import type { Modality } from '../models/modality';
import type { Reading, Subject } from './subject';

/** The option that gives each kind of input. */
export const subjectOptions = { image: 'input', text: 'text', series: 'series', table: 'csv' } as const;

/** Loaded when they are needed. */
const readers: Record<Modality, (reading: Reading) => Promise<Subject>> = {
  image: async (reading) => (await import('./image')).readImageSubject(reading),
  text: async (reading) => (await import('./text')).readTextSubject(reading),
  series: async (reading) => (await import('./series')).readSeriesSubject(reading),
  table: async (reading) => (await import('./table')).readTableSubject(reading),
};

/**
 * The kind of input that is given.
 *
 * @throws {UsageError} for none, or several
 */
export function givenModality(options: Partial<ExplainOptions>): Modality {
  const given = (Object.keys(subjectOptions) as Modality[]).filter((one) => options[subjectOptions[one]] !== undefined);
  if (given.length === 1) return given[0];
  const expected = '--input (an image), --text, --series or --csv';
  const found = given.map((one) => `--${subjectOptions[one]}`).join(' and ') || 'nothing to explain';
  throw new UsageError(`There is ${found}; expected one of ${expected}.`, {
    argument: '--input',
    value: found,
    expected,
  });
}

/** Reads what is to be explained. */
export function readSubject(modality: Modality, reading: Reading): Promise<Subject> {
  return readers[modality](reading);
}

const names: Record<Modality, string> = {
  image: 'images',
  text: 'texts',
  series: 'time series',
  table: 'rows of a table',
};

/** @throws {UsageError} when the model's description says that it takes something else */
export function checkModality(given: Modality, meta?: Meta): void {
  if (!meta?.modality || meta.modality === given) return;
  const expected = `--${subjectOptions[meta.modality]}`;
  const message = `--${subjectOptions[given]} does not fit the model, which takes ${names[meta.modality]}, as ${meta.file} says; expected ${expected}.`;
  throw new UsageError(message, { argument: `--${subjectOptions[given]}`, value: given, expected });
}
