import path from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import { GradCAM } from 'explainable-ai';
import { analyze, type Executor, ShapeError, ValueError } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import '../../../../tooling/jest/backends';
import { expectWithin, restore, valuesOf } from '../../../../tooling/jest/conformance';
import { readOnnx } from '../../src';
import { readTransformer, selectionOf, transformers } from '../support/transformers';

const folder = path.join(transformers, 'vit');
const data = readTransformer(folder);
const named = data.files.filter((file) => data.names[file]?.['norm1.1'] !== undefined);

beforeAll(async () => {
  await setBackend('wasm');
});

test('all forms of the file have the value', () => {
  expect(named).toEqual(data.files);
});

/** Who runs programs, and how many it has compiled; nobody runs them op by op in its place. */
async function native() {
  return NativeExecutor.create({
    threads: 1,
    onFallback: (message) => {
      throw new Error(message);
    },
  });
}

const engines: [string, () => Promise<NativeExecutor | undefined>][] = [
  ['op by op', async () => undefined],
  ['compiled', native],
];
const ways = named.flatMap((file) => engines.map(([name, start]) => [file, name, start] as const));

describe.each(ways)('GradCAM of a vision transformer, %s, %s', (file, _name, start) => {
  let executor: (Executor & { size: number; dispose(): Promise<void> }) | undefined;

  beforeAll(async () => {
    executor = await start();
  });

  afterAll(() => executor?.dispose());

  test.each(['gradcam.relu', 'gradcam.signed'])('%s', async (id) => {
    const one = data.cases.find((each) => each.id === id) as (typeof data.cases)[number];
    const model = await readOnnx(path.join(folder, file));
    const signed = id === 'gradcam.signed';
    const analyzer = GradCAM.at(model, data.names[file]['norm1.1'], { signed, grid: true });
    const pixels = restore(data.inputs.pixel_values);
    const explanation = await analyze(pixels, analyzer, selectionOf(one, data), { executor });
    if (executor) expect(executor.size).toBeGreaterThan(0);
    expect(explanation.val.shape).toEqual([2, 3, 3, 1]);
    expectWithin(explanation.val.dataSync(), valuesOf(one.expected), one);
    for (const each of [explanation, pixels, model]) each.dispose();
  });
});

test.each<[string, unknown, typeof ShapeError, string]>([
  ['more patches than tokens', [4, 4], ShapeError, '16 tokens at least'],
  ['no grid', [3], ValueError, 'rows and columns'],
])('%s is an error', async (_, grid, type, message) => {
  const [file] = named;
  const model = await readOnnx(path.join(folder, file));
  const pixels = restore(data.inputs.pixel_values);
  const run = async () => {
    const analyzer = GradCAM.at(model, data.names[file]['norm1.1'], { grid: grid as true });
    return analyze(pixels, analyzer);
  };
  await expect(run()).rejects.toThrow(type);
  await expect(run()).rejects.toThrow(message);
  for (const each of [pixels, model]) each.dispose();
});
