import path from 'node:path';
import { tensor3d } from '@tensorflow/tfjs-core';
import { TimeSegments } from 'model-agnostic';
import { type Explanation, ShapeError } from 'xai-base';
import { UsageError } from '../errors/errors';
import type { LoadedModel } from '../models/loaded-model';
import { besideMeta, type Meta } from '../models/meta';
import { modelEnds } from '../models/model-ends';
import { type Shape, shapeText } from '../models/shape';
import type { Caption } from '../pictures/drawing';
import { seriesDrawing } from '../pictures/series-drawing';
import { featureNames } from '../tables/feature-names';
import { fillMissing, type Missing, parseMissing } from '../tables/missing';
import { numbersOf } from '../tables/numbers';
import { type CsvFile, readCsv } from '../tables/read-csv';
import { typicalRow } from '../tables/typical-row';
import type { Reading, Subject } from './subject';
import { wrongInput } from './wrong-input';

/** Reads a time series, a step a line, and the series that it is compared with. */
export async function readSeriesSubject({ options, loaded, meta, bag }: Reading): Promise<Subject> {
  const { series: file, segments } = options as typeof options & { series: string };
  const [{ shape }] = modelEnds(loaded).inputs;
  if (shape && shape.length !== 3) throw wrongInput('series', shape, 'time series, [batch, time, channels]');
  const table = await readCsv(file);
  checkLayout(options.features ?? meta?.features ?? table.columns, loaded, shape);
  const names = featureNames(table, options.features ?? meta?.features, shape?.[2]);
  const read = { names, missing: options.missing === undefined ? undefined : parseMissing(options.missing) };
  const steps = stepsOf(table, read, shape?.[1]);
  const reference = await readReference(options.training, read, steps, meta);
  const gaps = { missingValues: Number.isNaN(read.missing) };
  const inputRef = bag.add(tensor3d([reference.steps]));
  const perturbation = new TimeSegments({ segments, channels: 'apart', background: inputRef });
  return {
    modality: 'series',
    source: file,
    name: path.parse(file).name,
    input: bag.add(tensor3d([steps])),
    inputRef,
    background: inputRef,
    comparison: { usual: reference.name },
    contrast: 1,
    hiding: {
      RISE: { ...gaps, background: inputRef },
      LIME: { ...gaps, perturbation },
      KernelSHAP: { ...gaps, perturbation },
    },
    draw: async (explanation: Explanation, caption: Caption) =>
      seriesDrawing(steps, explanation, { ...caption, featureNames: names, xLabel: meta?.time }),
  };
}

/** @throws {UsageError} when the channels stand where the model has them first, which a shape of three axes does not tell */
function checkLayout(names: readonly string[], loaded: LoadedModel, shape: Shape = []): void {
  const [, time, channels] = shape;
  if (loaded.format !== 'onnx' || channels === null || channels === names.length || time !== names.length) return;
  const expected = '--layout channels-first';
  throw new UsageError(
    `The model takes ${shapeText(shape)}, so its ${names.length} channels come before time; expected ${expected}.`,
    {
      argument: '--layout',
      value: shape,
      expected,
    },
  );
}

/** Which columns are read, and what stands in for cells without a value. */
interface Channels {
  readonly names: readonly string[];
  readonly missing?: Missing;
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

/** The series named, or that of the description, or else the mean of each channel. */
async function readReference(
  option: string | undefined,
  channels: Channels,
  steps: readonly (readonly number[])[],
  meta?: Meta,
): Promise<{ name: string; steps: number[][] }> {
  const file =
    option ?? (meta?.background === undefined ? undefined : await besideMeta(meta, meta.background, 'the background'));
  if (file !== undefined) return { name: file, steps: stepsOf(await readCsv(file), channels, steps.length) };
  const means = typicalRow(steps, []);
  return { name: 'the mean of each channel; --training names another series', steps: steps.map(() => means) };
}
