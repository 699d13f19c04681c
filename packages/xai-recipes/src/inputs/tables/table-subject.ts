import { tensor2d } from '@tensorflow/tfjs-core';
import { Columns, summarize, TimeSegments } from 'model-agnostic';
import { type Explanation, toPlain } from 'xai-base';
import { wrongField } from '../../errors/wrong-field';
import { modelEnds } from '../../models/model-ends';
import type { Caption } from '../../pictures/drawing';
import { tableDrawing } from '../../pictures/table-drawing';
import type { TableRecipe } from '../../recipe/input-recipe';
import { methodOptionIn } from '../../recipe/method-option-in';
import type { SummaryRecipe } from '../../recipe/recipe';
import { nameOfFile } from '../file-name';
import type { Comparison, Reading, Subject } from '../subject';
import { wrongInput } from '../wrong-input';
import { featureNames } from './feature-names';
import { fillMissing, missingOf } from './missing';
import { numbersOf } from './numbers';
import { readCategories } from './read-categories';
import type { CsvFile } from './read-csv';
import { rowOf } from './table-of';
import { tableRows } from './table-rows';
import { typicalRow } from './typical-row';
import { shownValues } from './value-labels';
import { wrongTable } from './wrong-table';

const LARGEST_BACKGROUND = 100;
const SUMMARY_ROWS = 25;

/** Reads a row of a table, and the rows that it is compared with. */
export async function readTableSubject({ recipe, item, loaded, files, bag }: Reading<TableRecipe>): Promise<Subject> {
  const { features, categories: listed, categorical } = recipe.input;
  const { rows, summary } = recipe.comparedWith ?? {};
  if (summary !== undefined && rows === undefined) {
    const expected = 'recipe.comparedWith.rows beside it, a file with the rows';
    throw wrongField('recipe.comparedWith.summary', summary, expected);
  }
  const at = rowOf(item);
  const [{ shape }] = modelEnds(loaded).inputs;
  if (shape && shape.length !== 2) throw wrongInput('table', shape, 'rows, [batch, columns]');
  const table = await tableRows(files, item, recipe.input);
  const { file } = table;
  const names = featureNames(table, features, shape?.[1]);
  if (at >= table.rows.length)
    throw wrongTable(
      file,
      `has no row ${at}`,
      `a row from 0 to ${table.rows.length - 1}: the line with the names does not count`,
    );
  const trainingFile = rows === undefined ? undefined : await tableRows(files, rows, recipe.input);
  const { columns, categories, warnings } = readCategories(categorical, names, trainingFile ?? table, listed);
  const missing = missingOf(recipe.input.missing);
  const read = { categories, mayMiss: missing !== undefined };
  const known = trainingFile && numbersOf(trainingFile, names, read);
  const typical = typicalRow(known ?? [names.map(() => 0)], columns);
  const [row] = fillMissing(
    numbersOf({ ...table, rows: [table.rows[at]] }, names, { ...read, firstRow: at }),
    missing,
    typical,
  );
  const gaps = { missingValues: Number.isNaN(missing) };
  const training = known && fillMissing(known, missing, typical);
  const trainingData = training && bag.add(tensor2d(training));
  const isOne = typeof summary === 'string';
  const reference = isOne && known ? typicalRow(known, columns, summary) : typical;
  const inputRef = bag.add(tensor2d([reference]));
  const segments = methodOptionIn(recipe.method, 'segments') as number | undefined;
  const stretches = { ...gaps, perturbation: new TimeSegments({ segments, background: inputRef }) };
  const background = trainingData && !isOne ? trainingData : inputRef;
  const most = mostOf(training?.length ?? 0, summary);
  const shap = most === undefined || isOne ? background : await summarize(background, most);
  const shown = { names, values: shownValues(names, row, categories) };
  return {
    modality: 'table',
    source: `${file}, row ${at}`,
    name: `${nameOfFile(file)}-${at}`,
    input: bag.add(tensor2d([row])),
    inputRef,
    background,
    comparison: comparisonOf(trainingFile, summary),
    contrast: 1,
    warnings: [...(table.warnings ?? []), ...warnings],
    hiding: table.isRecording
      ? { RISE: stretches, LIME: stretches, KernelSHAP: stretches }
      : {
          RISE: { ...gaps, perturbation: new Columns({ background: reference, names }) },
          LIME: trainingData
            ? { ...gaps, trainingData, categorical: columns, featureNames: names }
            : { ...gaps, perturbation: new Columns({ names }) },
          KernelSHAP: { ...gaps, perturbation: new Columns({ background: shap, names }) },
        },
    draw: (explanation: Explanation, caption: Caption) => tableDrawing(explanation, shown, caption),
    show: async (explanation: Explanation) => ({ explanation: await toPlain(explanation), ...shown }),
  };
}

/** How many rows stand for all, of a method that asks the model about each; undefined where all do. */
function mostOf(rows: number, summary: SummaryRecipe | undefined): number | undefined {
  if (typeof summary === 'number') return summary < rows ? summary : undefined;
  return rows > LARGEST_BACKGROUND ? SUMMARY_ROWS : undefined;
}

/** The rows themselves, rows that stand for them, neighbours like them, or one row that is typical of them. */
function comparisonOf(training: CsvFile | undefined, summary: SummaryRecipe | undefined): Comparison {
  if (!training) return { usual: 'zeros; recipe.comparedWith.rows names rows to compare with' };
  const rows = `${training.rows.length} rows of ${training.file}`;
  const LIME = `neighbours that are drawn like ${rows}`;
  const which = typeof summary === 'string' ? summary : 'means';
  const usual = `the typical row (${which}, of categories the most frequent) of ${rows}`;
  if (typeof summary === 'string') return { usual, LIME };
  const most = mostOf(training.rows.length, summary);
  const shap = most === undefined ? rows : `${most} rows that stand for ${rows}`;
  return { usual, KernelSHAP: shap, GradientSHAP: rows, TreeSHAP: rows, LIME };
}
