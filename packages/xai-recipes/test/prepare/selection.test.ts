import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodePng } from 'vision-heatmaps/png';
import type { Recipe, SelectionRecipe } from '../../src';
import { diskFiles } from '../../src/node';
import { type Explained, explained } from '../support/explained';
import { graphOfSeveralEnds } from '../support/graph-of-several-ends';
import { temporaryFolder } from '../support/temporary-folder';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const folder = temporaryFolder();
const named = (name: string) => path.join(folder, name);
const sides = [6, 6] as const;
const data = Float32Array.from({ length: 4 * 36 }, (_, at) => (at % 4 === 3 ? 1 : Math.abs(Math.sin(at))));
const item = { pixels: { width: 6, height: 6, data, white: 1 } };

beforeAll(() => {
  for (const [name, content] of Object.entries(graphOfSeveralEnds())) writeFileSync(named(name), content);
  const [height, width] = sides;
  const masks: Record<string, (column: number) => number> = {
    all: () => 255,
    left: (column) => (column < 2 ? 255 : 0),
    right: (column) => (column < 2 ? 0 : 255),
    none: () => 0,
  };
  for (const [name, light] of Object.entries(masks)) {
    const pixels = Array.from({ length: width * height }, (_, at) => [...Array(3).fill(light(at % width)), 255]);
    writeFileSync(named(`${name}.png`), encodePng({ width, height, data: Uint8ClampedArray.from(pixels.flat()) }));
  }
});

/** Of an output of maps `[4, 4, 4 classes]`. */
function ask(selection: SelectionRecipe, more: Partial<Recipe> = {}): Promise<Explained> {
  const model = { source: named('model.json'), input: 'image', output: 'maps', fix: { shift: 'zeros' } } as const;
  const recipe: Recipe = {
    version: 1,
    model,
    input: { kind: 'image' },
    method: { name: 'Gradient' },
    selection,
    ...more,
  };
  return explained(recipe, diskFiles(), item);
}
const sumOf = ({ extras }: Explained) => extras.selected as { about: string; value: number };
const expectNear = (found: readonly number[], expected: readonly number[]) => {
  found.forEach((value, at) => void expect(value).toBeCloseTo(expected[at], 4));
};

test('a class over a region is the sum of its outputs there: regions add up', async () => {
  const over = (mask: string) => ask({ output: 0, region: named(`${mask}.png`) });
  const [all, left, right] = [await over('all'), await over('left'), await over('right')];
  const outputs = all.output.filter((_, at) => at % 4 === 0);
  expect(sumOf(all)).toEqual({
    about: `output 0 over ${named('all.png')}`,
    value: expect.closeTo(
      outputs.reduce((sum, value) => sum + value, 0),
      3,
    ),
  });
  expect(sumOf(left).value).toBeGreaterThan(0);
  expect(sumOf(left).value + sumOf(right).value).toBeCloseTo(sumOf(all).value, 3);
  expectNear(
    all.val,
    left.val.map((value, at) => value + right.val[at]),
  );
  expect(left.val).not.toEqual(right.val);
  const ofPlaces = await Promise.all(
    Array.from({ length: 16 }, (_, place) => ask({ output: [Math.floor(place / 4), place % 4, 0] })),
  );
  expectNear(
    all.val,
    all.val.map((_, at) => ofPlaces.reduce((sum, { val }) => sum + val[at], 0)),
  );
});

test('without a class, the one that is largest over a region', async () => {
  const region = named('left.png');
  const values = await Promise.all([0, 1, 2, 3].map(async (output) => sumOf(await ask({ output, region })).value));
  const found = await ask({ region });
  expect(sumOf(found)).toEqual({
    about: `output ${values.indexOf(Math.max(...values))} over ${region}`,
    value: Math.max(...values),
  });
});

test('other methods explain a region, too, and an image that is cut is cut with its mask', async () => {
  const region = named('left.png');
  for (const name of ['LRP', 'GradCAM', 'Occlusion']) {
    const { val } = await ask({ output: 2, region }, { method: { name } });
    expect([name, val.every(Number.isFinite)]).toEqual([name, true]);
  }
  const input = { kind: 'image', fit: 'crop' } as const;
  expect((await ask({ output: 2, region }, { input })).val).toEqual((await ask({ output: 2, region })).val);
});

test('a combination is the weighted sum of outputs', async () => {
  const [first, second] = [
    [0, 1, 2],
    [3, 3, 0],
  ];
  const combined = await ask({
    combination: [
      { output: first, weight: 2 },
      { output: second, weight: -0.5 },
    ],
  });
  const [one, other] = [await ask({ output: first }), await ask({ output: second })];
  expectNear(
    combined.val,
    one.val.map((value, at) => 2 * value - 0.5 * other.val[at]),
  );
  const at = ([row, column, channel]: number[]) => combined.output[(row * 4 + column) * 4 + channel];
  expect(sumOf(combined)).toEqual({
    about: '2 times output [0, 1, 2] plus -0.5 times output [3, 3, 0]',
    value: expect.closeTo(2 * at(first) - 0.5 * at(second), 4),
  });
});

test.each<[string, SelectionRecipe, string]>([
  ['a mask that is black', { region: named('none.png') }, 'expected an image with parts that are not black'],
  ['a class that there is not', { region: named('all.png'), output: 4 }, 'is 4; expected a class of 4'],
  ['a place beside a region', { region: named('all.png'), output: [1, 1, 1] }, 'expected a class'],
  ['two sums', { region: named('all.png'), against: 1 }, 'nothing beside recipe.selection.region'],
])('%s is refused', async (_, selection, message) => {
  await expect(ask(selection)).rejects.toThrow(message);
});

test('a region of what is no map is refused', async () => {
  const model = { source: named('model.json'), input: 'image', output: 'shares', fix: { shift: 'zeros' } } as const;
  await expect(ask({ region: named('all.png') }, { model })).rejects.toThrow('a model whose output is a map');
});
