import { slice, type Tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { loadModel, useBackend } from '../src';
import { readSamples, readTable, type ShippedModel, shippedModels } from './support/shipped-models';

beforeAll(() => useBackend('wasm'));

test('a model for each modality, and one of numbers', () => {
  expect(shippedModels.map(({ name }) => name)).toEqual(['lenet', 'penguins', 'seasons', 'temperature']);
  const kinds = shippedModels.map(({ meta }) => `${meta.modality} ${meta.task}`);
  expect(new Set(kinds).size).toBe(4);
});

describe.each(shippedModels.map((shipped) => [shipped.name, shipped] as const))('%s', (_, shipped) => {
  const { meta, file } = shipped;

  test('its description fits it', async () => {
    const model = (await loadModel(file('model.json'))).model as LayersModel;
    expect(model.inputs[0].shape).toEqual(meta.input.shape);
    expect(model.outputs[0].shape).toEqual([null, meta.classes?.length ?? 1]);
    if (meta.features) expect(meta.input.shape.at(-1)).toBe(meta.features.length);
    model.dispose();
  });

  test('tfjs and onnxruntime agree on its samples, together and alone', async () => {
    const model = (await loadModel(file('model.json'))).model as LayersModel;
    const session = await InferenceSession.create(file(meta.onnx.file));
    const input = await readSamples(shipped);
    const expected = await outputs(model, input);
    expect(largestError(await onnxOutputs(session, shipped, input), expected)).toBeLessThan(1e-5);
    const first = slice(input, 0, 1);
    expect(largestError(await onnxOutputs(session, shipped, first), expected.slice(0, 1))).toBeLessThan(1e-5);
    input.dispose();
    first.dispose();
    model.dispose();
    await session.release();
  });

  test('it reads its samples right', async () => {
    const model = (await loadModel(file('model.json'))).model as LayersModel;
    const input = await readSamples(shipped);
    const read = await outputs(model, input);
    const { classes, samples } = meta;
    if (classes) {
      const answers = read.map((row) => classes[row.indexOf(Math.max(...row))]);
      expect(answers).toEqual(samples.map(({ expected }) => expected));
    } else {
      const errors = read.map(([value], at) => Math.abs(value - Number(samples[at].expected)));
      expect(Math.max(...errors)).toBeLessThan(5); // degrees; on average less than half of it
      expect(errors.reduce((sum, error) => sum + error) / errors.length).toBeLessThan(2.5);
    }
    input.dispose();
    model.dispose();
  });
});

describe.each(shippedModels.filter(({ meta }) => meta.background).map((shipped) => [shipped.name, shipped] as const))(
  'the background of %s',
  (_, { meta, file }) => {
    test('has the columns that the model takes', () => {
      const { columns, rows } = readTable(file(meta.background!));
      expect(columns).toEqual([...meta.features!, ...(meta.target ? [meta.target] : [])]);
      expect(rows.every((row) => meta.features!.every((feature) => Number.isFinite(Number(row[feature]))))).toBe(true);
      if (meta.modality === 'series') expect(rows.length).toBe(meta.input.shape[1]);
      else expect(rows.length).toBeGreaterThanOrEqual(60);
    });

    test('has categories by their index', () => {
      const { rows } = readTable(file(meta.background!));
      for (const [feature, names] of Object.entries(meta.categories ?? {})) {
        expect(new Set(rows.map((row) => Number(row[feature])))).toEqual(new Set(names.keys()));
      }
    });
  },
);

async function outputs(model: LayersModel, input: Tensor): Promise<number[][]> {
  const output = tidy(() => model.predict(input) as Tensor);
  const rows = (await output.array()) as number[][];
  output.dispose();
  return rows;
}

async function onnxOutputs(session: InferenceSession, { meta }: ShippedModel, input: Tensor): Promise<number[][]> {
  const fed = tidy(() => (meta.onnx.channelsFirst ? transpose(input, [0, 3, 1, 2]) : input.clone()));
  const feed = new OnnxTensor(meta.input.type, (await fed.data()) as Float32Array, fed.shape);
  fed.dispose();
  const { output } = await session.run({ input: feed });
  const width = output.dims[1];
  const values = [...(output.data as Float32Array)];
  return Array.from({ length: output.dims[0] }, (_, row) => values.slice(row * width, (row + 1) * width));
}

/** Relative to what is above 1. */
function largestError(given: number[][], expected: number[][]): number {
  expect(given.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  const errors = given.flatMap((row, at) => row.map((value, column) => [value, expected[at][column]]));
  return Math.max(...errors.map(([one, other]) => Math.abs(one - other) / Math.max(1, Math.abs(other))));
}
