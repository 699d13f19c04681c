import { memory } from '@tensorflow/tfjs-core';
import { AbortError, deserialize, type Explanation, serialize } from 'xai-base';
import { FileError, type Files, heldFiles, type Item, prepare, type Recipe, TableFileError } from '../../src';
import { folderFiles } from '../../src/node';
import { shipped } from '../support/models';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const digits: Recipe = {
  version: 1,
  model: { source: 'lenet/model.json' },
  input: { kind: 'image' },
  method: { name: 'Gradient' },
};
const tables: Recipe = {
  version: 1,
  model: { source: 'penguins/model.json' },
  input: {
    kind: 'table',
    features: ['beak length (mm)', 'beak depth (mm)', 'flipper length (mm)', 'body mass (g)', 'sex'],
  },
  comparedWith: { rows: 'penguins/background.csv' },
  method: { name: 'IntegratedGradients', steps: 5 },
};
const series: Recipe = {
  version: 1,
  model: { source: 'seasons/model.json' },
  input: { kind: 'series', features: ['precipitation (mm)', 'maximum (°C)', 'minimum (°C)', 'wind (m/s)'] },
  method: { name: 'IntegratedGradients', steps: 5 },
};
const images = [4, 9, 7].map((digit) => `digits/${digit}.png`);
const rows = [0, 1, 2].map((row) => ({ file: 'penguins/samples.csv', row }));
const seasons = ['winter', 'summer'].map((season) => `seasons/samples/${season}.csv`);

let files: Files;
beforeAll(async () => {
  files = heldFiles(await folderFiles(shipped), ['penguins/samples.csv', 'penguins/background.csv']);
});

/** What is kept of each explanation: all numbers, and the extras without tensors. */
async function numbers(explanations: readonly (Explanation | Error)[]) {
  const found = [];
  for (const one of explanations) {
    if (one instanceof Error) throw one;
    const { val, input, output, outputSelection, extras } = one;
    found.push({
      numbers: [val, input, output].map((tensor) => [tensor.shape, Array.from(tensor.dataSync())] as const),
      outputSelection,
      extras: JSON.parse(JSON.stringify(extras)),
    });
    one.dispose();
  }
  return found;
}

describe('a batch', () => {
  it.each<[string, Recipe, readonly Item[]]>([
    ['gradients of images', digits, images],
    ['an output by its index', { ...digits, selection: { output: 3 } }, images],
    ['one output against another', { ...digits, selection: { against: 3 } }, images],
    ['relevance of images', { ...digits, method: { name: 'LRP' } }, images],
    ['features of a layer', { ...digits, method: { name: 'CRP', top: 2 } }, images.slice(0, 2)],
    ['class activation maps', { ...digits, method: { name: 'GradCAM' } }, images],
    ['windows that are hidden', { ...digits, method: { name: 'Occlusion', window: 14, stride: 14 } }, images],
    [
      'superpixels that are hidden',
      { ...digits, method: { name: 'KernelSHAP', samples: 20 }, seed: 1 },
      images.slice(0, 2),
    ],
    ['rows', tables, rows],
    ['series, each compared with its own mean', series, seasons],
  ])('of %s is what is said of each alone', async (_, recipe, items) => {
    const prepared = await prepare(recipe, { files });
    try {
      const together = await numbers(await prepared.explainBatch(items));
      const alone = await numbers(await Promise.all(items.map((item) => prepared.explain(item))));
      for (const [at, one] of together.entries()) {
        expect(one.outputSelection).toEqual(alone[at].outputSelection);
        expect(Object.keys(one.extras).sort()).toEqual(Object.keys(alone[at].extras).sort());
        for (const [index, [shape, values]] of one.numbers.entries()) {
          const [otherShape, others] = alone[at].numbers[index];
          expect(shape).toEqual(otherShape);
          const scale = Math.max(...others.map(Math.abs));
          for (const [place, value] of values.entries())
            expect(Math.abs(value - others[place])).toBeLessThan(1e-5 * scale);
        }
      }
    } finally {
      await prepared.dispose();
    }
  });

  it('says of an item that is broken why, and explains the others', async () => {
    const prepared = await prepare(digits, { files });
    const [missing, nine, table] = await prepared.explainBatch(['digits/none.png', images[1], 'penguins/meta.json']);
    expect(missing).toBeInstanceOf(FileError);
    expect((nine as Explanation).outputSelection).toEqual([9]);
    expect(prepared.about(nine as Explanation).source).toBe(images[1]);
    const kept = deserialize(await serialize(nine as Explanation));
    await prepared.recall(kept, images[1]);
    expect(await prepared.draw(kept, { title: '' })).toEqual(await prepared.draw(nine as Explanation, { title: '' }));
    kept.dispose();
    expect(table).toBeInstanceOf(Error);
    (nine as Explanation).dispose();
    await prepared.dispose();
    const ofRows = await prepare(tables, { files });
    const [first, none] = await ofRows.explainBatch([rows[0], { file: 'penguins/samples.csv', row: 1e6 }]);
    expect(none).toBeInstanceOf(TableFileError);
    (first as Explanation).dispose();
    await ofRows.dispose();
  });

  it('that is aborted leaves nothing', async () => {
    const prepared = await prepare({ ...digits, batchSize: 1 }, { files });
    for (const one of await prepared.explainBatch(images)) (one as Explanation).dispose();
    const before = memory().numTensors; // with the analyzer that is kept
    const control = new AbortController();
    const options = { signal: control.signal, onProgress: () => control.abort() };
    await expect(prepared.explainBatch(images, options)).rejects.toThrow(AbortError);
    expect(memory().numTensors).toBe(before);
    for (const one of await prepared.explainBatch(images)) (one as Explanation).dispose();
    expect(memory().numTensors).toBe(before);
    await prepared.dispose();
  });
});
