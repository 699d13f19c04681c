import path from 'node:path';
import { tensor2d } from '@tensorflow/tfjs-core';
import { Columns, summarize } from 'model-agnostic';
import type { Explanation } from 'xai-base';
import { besideMeta, type Meta } from '../models/meta';
import { modelEnds } from '../models/model-ends';
import type { Caption } from '../pictures/drawing';
import { tableDrawing } from '../pictures/table-drawing';
import { columnIndices } from '../tables/column-indices';
import { featureNames } from '../tables/feature-names';
import { numbersOf } from '../tables/numbers';
import { readCsv, wrongTable } from '../tables/read-csv';
import { typicalRow } from '../tables/typical-row';
import { shownValues } from '../tables/value-labels';
import type { Reading, Subject } from './subject';
import { wrongInput } from './wrong-input';

const LARGEST_BACKGROUND = 100;
const SUMMARY_ROWS = 25;

/** Reads a row of a table, and the rows that it is compared with. */
export async function readTableSubject({ options, loaded, meta, bag }: Reading): Promise<Subject> {
  const { csv: file, row: at = 0 } = options as typeof options & { csv: string };
  const [{ shape }] = modelEnds(loaded).inputs;
  if (shape && shape.length !== 2) throw wrongInput('table', shape, 'rows, [batch, columns]');
  const table = await readCsv(file);
  const names = featureNames(table, options.features ?? meta?.features, shape?.[1]);
  const categorical = columnIndices(names, options.categorical ?? Object.keys(meta?.categories ?? {}));
  if (at >= table.rows.length)
    throw wrongTable(
      file,
      `has no row ${at}`,
      `a row from 0 to ${table.rows.length - 1}: the line with the names does not count`,
    );
  const [row] = numbersOf({ ...table, rows: [table.rows[at]] }, names, meta?.categories, at);

  const training = await readTraining(options.training, names, meta);
  const typical = training ? typicalRow(training.rows, categorical) : names.map(() => 0);
  const trainingData = training && bag.add(tensor2d(training.rows));
  const isLarge = training && training.rows.length > LARGEST_BACKGROUND;
  const summary = isLarge ? await summarize(trainingData!, SUMMARY_ROWS) : trainingData;
  const inputRef = bag.add(tensor2d([typical]));
  return {
    modality: 'table',
    source: `${file}, row ${at}`,
    name: `${path.parse(file).name}-${at}`,
    input: bag.add(tensor2d([row])),
    inputRef,
    background: trainingData ?? inputRef,
    reference: training
      ? `${training.rows.length} rows of ${training.file}`
      : 'zeros; --training names rows to compare with',
    contrast: 1,
    hiding: {
      RISE: { perturbation: new Columns({ background: typical, names }) },
      LIME: trainingData
        ? { trainingData, categorical, featureNames: names }
        : { perturbation: new Columns({ names }) },
      KernelSHAP: { perturbation: new Columns({ background: summary, names }) },
    },
    draw: (explanation: Explanation, caption: Caption) =>
      tableDrawing(explanation, { names, values: shownValues(names, row, meta?.categories) }, caption),
  };
}

async function readTraining(
  option: string | undefined,
  names: readonly string[],
  meta?: Meta,
): Promise<{ file: string; rows: number[][] } | undefined> {
  const file =
    option ?? (meta?.background === undefined ? undefined : await besideMeta(meta, meta.background, 'the background'));
  if (file === undefined) return undefined;
  return { file, rows: numbersOf(await readCsv(file), names, meta?.categories) };
}
