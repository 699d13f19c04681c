import { tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { TimeSegments } from 'model-agnostic';
import { type Explanation, ShapeError, toPlain } from 'xai-base';
import { RecipeError } from '../../errors/errors';
import { wrongField } from '../../errors/wrong-field';
import type { Files } from '../../files/files';
import type { LoadedModel } from '../../models/loaded-model';
import { modelEnds } from '../../models/model-ends';
import { type Shape, shapeText } from '../../models/shape';
import type { Caption } from '../../pictures/drawing';
import { seriesDrawing } from '../../pictures/series-drawing';
import type { SeriesRecipe } from '../../recipe/input-recipe';
import { methodOptionIn } from '../../recipe/method-option-in';
import type { ComparisonRecipe } from '../../recipe/recipe';
import { nameOfFile } from '../file-name';
import type { Reading, Subject } from '../subject';
import { wrongInput } from '../wrong-input';
import { featureNames } from './feature-names';
import { fillMissing, type Missing, missingOf } from './missing';
import { numbersOf } from './numbers';
import type { CsvFile } from './read-csv';
import { readRows } from './read-rows';
import { tableOf } from './table-of';
import { typicalRow } from './typical-row';

/** Reads a time series, a step a line, and the series that it is compared with. */
export async function readSeriesSubject({ recipe, item, loaded, files, bag }: Reading<SeriesRecipe>): Promise<Subject> {
  const { features, missing, rate, time } = recipe.input;
  const segments = methodOptionIn(recipe.method, 'segments') as number | undefined;
  const [{ shape }] = modelEnds(loaded).inputs;
  if (shape && shape.length !== 3 && shape.length !== 2)
    throw wrongInput('series', shape, 'time series, [batch, time, channels], or [batch, time] of one channel');
  const isFlat = shape?.length === 2; // as models of sound take recordings
  const table = await tableOf(files, item, features, rate);
  if (!isFlat) checkLayout(features ?? table.columns, loaded, shape);
  const names = featureNames(table, features, isFlat ? 1 : shape?.[2]);
  const inputOf = (rows: readonly (readonly number[])[]) =>
    bag.add(isFlat ? tensor2d([rows.flat()]) : tensor3d([rows as number[][]]));
  const read = { names, rate, missing: missingOf(missing) };
  const steps = stepsOf(table, read, shape?.[1]);
  const reference = await readReference(files, recipe.comparedWith, read, steps);
  const gaps = { missingValues: Number.isNaN(read.missing) };
  const inputRef = inputOf(reference.steps);
  const perturbation = new TimeSegments({ segments, channels: 'apart', background: inputRef });
  return {
    modality: 'series',
    source: table.file,
    name: nameOfFile(table.file),
    input: inputOf(steps),
    inputRef,
    background: inputRef,
    comparison: { usual: reference.name },
    contrast: 1,
    warnings: table.warnings,
    hiding: {
      RISE: isFlat ? { ...gaps, perturbation } : { ...gaps, background: inputRef },
      LIME: { ...gaps, perturbation },
      KernelSHAP: { ...gaps, perturbation },
    },
    draw: async (explanation: Explanation, caption: Caption) =>
      seriesDrawing(steps, explanation, { ...caption, featureNames: names, xLabel: time }),
    show: async (explanation: Explanation) => ({ explanation: await toPlain(explanation), names }),
  };
}

/** @throws {RecipeError} when the channels stand where the model has them first, which a shape of three axes does not tell */
function checkLayout(names: readonly string[], loaded: LoadedModel, shape: Shape = []): void {
  const [, time, channels] = shape;
  if (loaded.format !== 'onnx' || channels === null || channels === names.length || time !== names.length) return;
  const expected = `recipe.model.layout channels-first; or the series the other way round, a step a line, if its ${names.length} columns are steps`;
  throw new RecipeError(
    `The model takes ${shapeText(shape)}, so its ${names.length} channels come before time; expected ${expected}.`,
    {
      argument: 'recipe.model.layout',
      value: shape,
      expected,
    },
  );
}

/** Which columns are read, and what stands in for cells without a value. */
interface Channels {
  readonly names: readonly string[];
  readonly missing?: Missing;
  /** Of recordings. */
  readonly rate?: number;
}

function stepsOf(table: CsvFile, { names, missing }: Channels, length?: number | null): number[][] {
  const known = numbersOf(table, names, { mayMiss: missing !== undefined });
  const steps = fillMissing(known, missing, typicalRow(known, []));
  if (length === undefined || length === null || steps.length === length) return steps;
  const expected = `${length}, as the model takes`;
  throw new ShapeError(`${table.file} has ${steps.length} steps of time; expected ${expected}.`, {
    argument: 'series',
    value: steps.length,
    expected,
  });
}

/** The series named, or the mean or median of each channel: of that series, or else of the one that is explained. */
async function readReference(
  files: Files,
  { rows: file, summary }: ComparisonRecipe = {},
  channels: Channels,
  steps: readonly (readonly number[])[],
): Promise<{ name: string; steps: readonly (readonly number[])[] }> {
  if (typeof summary === 'number')
    throw wrongField('recipe.comparedWith.summary', summary, 'means or medians, of a series');
  const named = file === undefined ? undefined : await readRows(files, file, channels.names, channels.rate);
  if (named && summary === undefined) return { name: named.file, steps: stepsOf(named, channels, steps.length) };
  const middle = typicalRow(named ? stepsOf(named, channels) : steps, [], summary);
  const what = `the ${summary === 'medians' ? 'median' : 'mean'} of each channel`;
  return {
    name: named ? `${what} of ${named.file}` : `${what}; recipe.comparedWith.rows names another series`,
    steps: steps.map(() => middle),
  };
}
