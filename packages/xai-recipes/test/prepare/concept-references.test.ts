import { type RGBAImage, toImages } from 'vision-heatmaps';
import { AbortError, type Explanation } from 'xai-base';
import { type Prepared, prepare, type Recipe, RecipeError } from '../../src';
import { folderFiles } from '../../src/node';
import { shipped } from '../support/models';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const recipe: Recipe = {
  version: 1,
  model: { source: 'lenet/model.json' },
  input: { kind: 'image' },
  method: { name: 'CRP', top: 2, layer: 'conv2d_1' },
};
const items = [4, 9, 7].map((digit) => `digits/${digit}.png`);

async function explained(run: (prepared: Prepared, explanation: Explanation) => Promise<void>, own = recipe) {
  const prepared = await prepare(own, { files: await folderFiles(shipped) });
  const explanation = await prepared.explain(items[1]);
  try {
    await run(prepared, explanation);
  } finally {
    explanation.dispose();
    await prepared.dispose();
  }
}

/** Where a picture is a part of another one, pixel for pixel. */
function isPartOf(part: RGBAImage, whole: RGBAImage): boolean {
  const rowOf = ({ data, width }: RGBAImage, y: number, x: number, length: number) =>
    data.slice(4 * (y * width + x), 4 * (y * width + x + length)).join();
  for (let top = 0; top <= whole.height - part.height; top++)
    for (let left = 0; left <= whole.width - part.width; left++) {
      const rows = Array.from({ length: part.height }, (_, y) => y);
      if (rows.every((y) => rowOf(part, y, 0, part.width) === rowOf(whole, top + y, left, part.width))) return true;
    }
  return false;
}

test('each feature has the items that it is most relevant for, cropped to what it sees there', async () => {
  await explained(async (prepared, explanation) => {
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => seen.push(done / total);
    const found = await prepared.references(explanation, items, { count: 2, onProgress });
    expect(found.map(({ length }) => length)).toEqual([2, 2]);
    expect(seen.at(-1)).toBe(1);
    for (const references of found) {
      expect(references[0].relevance).toBeGreaterThanOrEqual(references[1].relevance);
      for (const { item, image } of references) {
        expect([image.width, image.height]).toEqual([5, 5]); // the kernel of the first convolution
        const input = await prepared.inputOf(items[item]);
        const [whole] = await toImages(input, [0, 1]).finally(() => input.dispose());
        expect(isPartOf(image, whole)).toBe(true);
      }
    }
    const drawing = await prepared.draw(explanation, { title: 'Why a nine?', references: found });
    const [features] = (explanation.extras as { features: number[][] }).features;
    const { svg } = drawing as { svg: string };
    for (const said of [...features.map((feature) => `feature ${feature}`), 'stands for', 'CRP', 'Why a nine?'])
      expect(svg).toContain(`>${said}</text>`);
    expect(svg.match(/<image /g)).toHaveLength(2 * (2 + 2) + 1); // of each feature input, map and references; the bar
  });
});

test('an abort ends the search, and frees all', async () => {
  await explained(async (prepared, explanation) => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const search = prepared.references(explanation, items, { signal: controller.signal, onProgress });
    await expect(search).rejects.toThrow(AbortError);
  });
});

test('what shows no features has no references', async () => {
  await explained(
    async (prepared, explanation) => {
      await expect(prepared.references(explanation, items)).rejects.toThrow(RecipeError);
      await expect(prepared.references(explanation, items)).rejects.toThrow(/Gradient shows no features/);
      await expect(prepared.references(explanation, [])).rejects.toThrow(
        'items is []; expected images to look through.',
      );
    },
    { ...recipe, method: { name: 'Gradient' } },
  );
});
