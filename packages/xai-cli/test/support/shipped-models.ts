import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { concat, type Tensor, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { readImage } from '../../src';
import { packageFolder } from '../../src/package-folder';

/** What `meta.json` says of a model that comes with the package. */
export interface Meta {
  modality: 'image' | 'text' | 'series' | 'table';
  task: 'classification' | 'regression';
  input: { shape: (number | null)[]; type: 'float32' | 'int32' };
  onnx: { file: string; channelsFirst: boolean };
  features?: string[];
  categories?: Record<string, string[]>;
  target?: string;
  classes?: string[];
  background?: string;
  samples: { file: string; row?: number; expected: string | number }[];
}

/** A model that comes with the package. */
export interface ShippedModel {
  name: string;
  meta: Meta;
  /** The path of one of its files. */
  file(name: string): string;
}

const folder = path.join(packageFolder(), 'models');

/** All models that come with the package as layers and as ONNX files. */
export const shippedModels: ShippedModel[] = readdirSync(folder)
  .filter(
    (name) => existsSync(path.join(folder, name, 'meta.json')) && existsSync(path.join(folder, name, 'model.json')),
  )
  .map((name) => {
    const meta = JSON.parse(readFileSync(path.join(folder, name, 'meta.json'), 'utf8'));
    return { name, meta, file: (part) => path.join(folder, name, part) };
  });

/** A CSV file: its columns, and its rows as texts by column. */
export function readTable(file: string): { columns: string[]; rows: Record<string, string>[] } {
  const [columns, ...lines] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return {
    columns,
    rows: lines.map((values) => Object.fromEntries(columns.map((column, at) => [column, values[at]]))),
  };
}

/** The demo samples of a model, as one batch of its inputs. */
export async function readSamples(model: ShippedModel): Promise<Tensor> {
  const singles = await Promise.all(model.meta.samples.map((sample) => readSample(model, sample)));
  const batch = concat(singles);
  for (const one of singles) one.dispose();
  return batch;
}

async function readSample({ meta, file }: ShippedModel, sample: Meta['samples'][number]): Promise<Tensor> {
  const numbers = () =>
    readTable(file(sample.file)).rows.map((row) => meta.features!.map((feature) => Number(row[feature])));
  switch (meta.modality) {
    case 'image':
      return readImage(file(sample.file), { channels: 1 });
    case 'table':
      return tensor2d([numbers()[sample.row!]]);
    case 'series':
      return tensor3d([numbers()]);
    default:
      throw new Error(`${meta.modality}: texts have no model of layers among these`);
  }
}
