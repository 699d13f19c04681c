import '@tensorflow/tfjs-backend-cpu';
import path from 'node:path';
import { loadGradients } from 'tfjs-gradients';
import { AbortError, type Progress } from 'xai-base';
import { type Files, prepare, type Recipe } from 'xai-recipes';
import { folderFiles } from 'xai-recipes/node';
import { strategiesOf } from '../../src/analysis/strategies';
import { watermarkedEights } from '../support/watermarked-eights';

const digits = Array.from({ length: 10 }, (_, digit) => ({ file: `digits/${digit}.png` }));

/** The digits that are shipped and, by their names, more. */
async function filesWith(more: Readonly<Record<string, Uint8Array>>): Promise<Files> {
  const shipped = await folderFiles(path.join(__dirname, '../../../xai-cli/models'));
  const read = async (name: string) => more[name] ?? shipped.read(name);
  return Object.assign(Object.create(shipped), { names: [...shipped.names, ...Object.keys(more)], read });
}

async function search(items: readonly { file: string }[], more = {}, options: Parameters<typeof strategiesOf>[3] = {}) {
  const recipe: Recipe = {
    ...{ version: 1, model: { source: 'lenet/model.json' }, input: { kind: 'image' } },
    ...{ method: { name: 'InputTimesGradient' }, selection: { output: 8 } },
  };
  const prepared = await prepare(recipe, { files: await filesWith(more) });
  try {
    return await strategiesOf(prepared, items, 4, options);
  } finally {
    await prepared.dispose();
  }
}

beforeAll(() => loadGradients());

test('of few samples of a class all samples are looked at, and those that are broken are counted', async () => {
  const more = { 'broken.png': Buffer.from('no image') };
  const told: Progress[] = [];
  const onProgress = (progress: Progress) => told.push(progress);
  const found = await search([{ file: 'broken.png' }, ...digits], more, { onProgress });
  expect(found).toMatchObject({ arePredicted: false, broken: 1, items: digits.map((_, digit) => digit + 1) });
  expect(told).toEqual([4, 8, 11].map((done) => ({ done, total: 11 })));
  expect(found.typical.map(({ length }) => length)).toEqual(
    found.analysis.clusters.map(({ length }) => Math.min(length, 6)),
  );
  expect(found.typical[0][0].explanation.outputSelection).toEqual([8]);
});

test('of many, those alone that the model takes for the class', async () => {
  const eights = await watermarkedEights(16);
  const names = Object.keys(eights);
  const found = await search([...digits, ...names.map((file) => ({ file }))], eights);
  expect(found.arePredicted).toBe(true);
  expect(found.items.filter((item) => item < 10)).toEqual([8]);
  expect(found.items.length).toBeGreaterThanOrEqual(12);
  expect(found.analysis.clusterOf).toHaveLength(found.items.length);
});

test('it is the same when it is asked again, and ends when it is aborted', async () => {
  const [first, again] = [await search(digits), await search(digits)];
  expect(again.analysis).toEqual(first.analysis);
  await expect(search(digits, {}, { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
  await expect(search(digits.slice(0, 2))).rejects.toThrow(/3 to 2000/);
});
