import '@tensorflow/tfjs-backend-cpu';
import type { Browser } from 'playwright-core';
import { formatNumber } from 'svg-plots';
import { heatmap, toImages } from 'vision-heatmaps';
import { decodePng } from 'vision-heatmaps/png';
import { fromPlain, type PlainExplanation, serialize } from 'xai-base';
import { openChromium } from '../../../tooling/browser/open-chromium';
import { cam, images, row, series, text, words } from './support/explanations';
import { type ElementsPage, openPage } from './support/open-page';

let browser: Browser;
let site: ElementsPage;
beforeAll(async () => {
  browser = await openChromium();
  site = await openPage(browser);
});
afterAll(async () => {
  await site?.close();
  await browser?.close();
});

const all = {
  'xai-image': { explanation: images, label: 'A picture' },
  'xai-text': { explanation: text },
  'xai-series': { explanation: series, featureNames: ['wind', 'rain'] },
  'xai-table': { explanation: row, look: 'waterfall' },
  'xai-sheet': {
    rows: ['one', 'other'],
    columns: ['Gradient', 'LRP'],
    cells: [
      [{ explanation: images }, { explanation: images, sample: 1, note: 'the second' }],
      [{ explanation: cam }, undefined],
    ],
  },
};

const told = () => site.page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);
const readout = () => site.page.locator('output').first().textContent();
const change = (properties: object) =>
  site.page.evaluate(async (given) => {
    const page = globalThis as unknown as { shown: HTMLElement; settled(): Promise<void> };
    Object.assign(page.shown, given);
    await page.settled();
  }, properties);

/** The picture that the element in the page makes as a PNG. */
async function picture() {
  const bytes = await site.page.evaluate(async () => {
    const blob = await (globalThis as unknown as { shown: { toPNG(): Promise<Blob> } }).shown.toPNG();
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  });
  return decodePng(Uint8Array.from(bytes));
}

const pixelSum = (index: number, { val }: PlainExplanation) =>
  [0, 1, 2].reduce((sum, channel) => sum + (val.data as number[])[3 * index + channel], 0);

describe('xai-image', () => {
  test.each([
    ['attributions', images, 1, {}],
    ['another colour map', images, 0, { colormap: 'vik', range: 'extrema' }],
    ['colours between two values', images, 0, { range: [-9, 9] as [number, number] }],
    ['a class activation map over its image', cam, 0, {}],
  ] as const)('draws what vision-heatmaps draws: %s', async (_, explanation, sample, options) => {
    await site.show('xai-image', { explanation, sample, ...options });
    const drawn = (await heatmap(explanation, options))[sample];
    expect(Buffer.from((await picture()).data).equals(Buffer.from(drawn.data))).toBe(true);
  });

  test('draws saved bytes and tensors of any copy of TensorFlow.js as it draws plain data', async () => {
    const explanation = fromPlain(images);
    const bytes = Array.from(await serialize(explanation));
    explanation.dispose();
    const [expected] = await heatmap(images);
    for (const form of ['bytes', 'tensors'] as const) {
      await site.page.evaluate(
        ([name, saved, plain]) => {
          const live = ({ shape, data }: { shape: readonly number[]; data: unknown }) => ({
            ...{ shape, dtype: 'float32', data: async () => data },
          });
          const { val, input, output, ...rest } = plain;
          const tensors = { ...rest, val: live(val), input: live(input), output: live(output) };
          return (globalThis as never as { show(tag: string, given: object): Promise<void> }).show('xai-image', {
            explanation: name === 'bytes' ? new Uint8Array(saved) : tensors,
          });
        },
        [form, bytes, images] as const,
      );
      expect(Buffer.from((await picture()).data).equals(Buffer.from(expected.data))).toBe(true);
    }
  });

  test('the slider leads from the input to the heatmap', async () => {
    await site.show('xai-image', { explanation: images });
    await site.page.locator('input[type=range]').fill('0');
    const [input] = await toImages(images.input);
    expect(Array.from((await picture()).data)).toEqual(Array.from(input.data));
    expect(
      await site.page
        .locator('.stage > div')
        .first()
        .evaluate((one) => getComputedStyle(one).opacity),
    ).toBe('0');
  });

  test('the pointer tells the value of a pixel, and a click selects it', async () => {
    await site.show('xai-image', { explanation: images });
    const box = (await site.page.locator('.stage').boundingBox())!;
    await site.page.mouse.click(box.x + (2.5 / 8) * box.width, box.y + (4.5 / 6) * box.height);
    const value = pixelSum(4 * 8 + 2, images);
    expect(await readout()).toBe(`row 4, column 2: ${formatNumber(value, 4)}`);
    expect(await told()).toEqual([{ indices: [4, 2], names: ['row 4, column 2'], values: [expect.closeTo(value, 6)] }]);
    await site.page.mouse.move(0, 0);
    expect(await readout()).toBe('');
  });

  test('arrow keys go from pixel to pixel, and stay inside', async () => {
    await site.show('xai-image', { explanation: images });
    await site.page.locator('.stage').focus();
    for (const key of ['Home', 'ArrowUp', 'ArrowLeft', 'Shift+ArrowDown']) await site.page.keyboard.press(key);
    expect(await readout()).toBe(`row 5, column 0: ${formatNumber(pixelSum(40, images), 4)}`);
    await site.page.keyboard.press('Enter');
    expect(await told()).toMatchObject([{ indices: [5, 0] }]);
  });

  test('the legend has the numbers at the ends of the colours', async () => {
    await site.show('xai-image', { explanation: images, range: [-2, 2] });
    expect(await site.page.locator('.legend text').allTextContents()).toEqual(['≤ −2', '0', '≥ 2']);
  });
});

describe('xai-text', () => {
  test('shows words as they are, whatever is in them', async () => {
    await site.show('xai-text', { explanation: text });
    expect(await site.page.locator('.word').allTextContents()).toEqual(words);
    expect(await site.page.locator('main img').count()).toBe(0);
  });

  test('leaves out what is none of the words of the text', async () => {
    const isSpecial = words.map((_, at) => at === 2);
    await site.show('xai-text', { explanation: { ...text, extras: { ...text.extras, isSpecial: [isSpecial] } } });
    expect(await site.page.locator('.word').allTextContents()).toEqual(words.filter((_, at) => at !== 2));
    expect(await site.page.locator('.legend text').allTextContents()).toEqual(['−1', '0', '1']); // not 2, of what is left out
    await site.page.locator('.word').last().click();
    expect((await told()).at(-1)).toEqual({ indices: [3], names: ['all'], values: [0.25] });
  });

  test('arrow keys go from word to word, the space bar selects', async () => {
    await site.show('xai-text', { explanation: text });
    await site.page.keyboard.press('Tab');
    await site.page.keyboard.press('Space');
    await site.page.keyboard.press('ArrowRight');
    await site.page.keyboard.press('ArrowRight');
    expect(await readout()).toBe('bad: 2');
    await site.page.keyboard.press('Space');
    expect((await told()).at(-1)).toEqual({ indices: [0, 2], names: ['not', 'bad'], values: [0.5, 2] });
    expect(await site.page.locator('[aria-selected=true]').allTextContents()).toEqual(['not', 'bad']);
  });

  test('a second click takes a word back', async () => {
    await site.show('xai-text', { explanation: text });
    for (let time = 0; time < 2; time++) await site.page.locator('.word').nth(3).click();
    expect(await told()).toMatchObject([{ names: ['at'] }, { names: [] }]);
  });
});

describe('xai-series', () => {
  test('pointer and keyboard tell value and attribution of a time step', async () => {
    await site.show('xai-series', all['xai-series']);
    await site.page.locator('.stage').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await site.page.keyboard.press(key);
    const said = `time step 2, rain ${formatNumber(10 * Math.sin(5 / 4), 4)}: attribution ${formatNumber(Math.cos(5), 4)}`;
    expect(await readout()).toBe(said);
    const cursor = (await site.page.locator('rect.cursor').boundingBox())!;
    await site.page.mouse.move(0, 0);
    await site.page.mouse.move(cursor.x + cursor.width / 2, cursor.y + cursor.height / 2);
    expect(await readout()).toBe(said);
  });

  test('a click selects a time step, one with shift all up to there', async () => {
    await site.show('xai-series', all['xai-series']);
    await site.page.locator('.stage').focus();
    for (const key of ['ArrowRight', 'Enter', 'ArrowRight', 'ArrowRight', 'Shift+Enter'])
      await site.page.keyboard.press(key);
    expect(await told()).toMatchObject([{ indices: [1] }, { indices: [1, 2, 3], values: [2, 4, 6].map(cosine) }]);
  });
});

describe('xai-table', () => {
  test.each(['bars', 'waterfall'])('arrow keys go from bar to bar, the space bar selects: %s', async (look) => {
    await site.show('xai-table', { explanation: row, look });
    await site.page.keyboard.press('Tab');
    expect(await readout()).toBe('age = 39: −3');
    await site.page.keyboard.press('ArrowDown');
    await site.page.keyboard.press('Space');
    expect(await told()).toEqual([{ indices: [1], names: ['income'], values: [2] }]);
    expect(await readout()).toBe('income = 1201: 2');
    expect(await site.page.locator('[role=option]').count()).toBe(4);
  });
});

test('names that need more room than there is make the picture smaller', async () => {
  await site.page.setViewportSize({ width: 340, height: 700 });
  const featureNames = ['the length of the beak (mm)', 'the body mass (g)', 'rooms', 'floor'];
  await site.show('xai-table', { explanation: row, featureNames, featureValues: [39.25, 1200.125, 3, 0] });
  expect(await site.page.locator('[role=option]').count()).toBe(4);
  expect(await site.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(340);
  await site.page.setViewportSize({ width: 1440, height: 900 });
});

describe('xai-sheet', () => {
  test('colours have one range if they are to be compared', async () => {
    await site.show('xai-sheet', { ...all['xai-sheet'], sameScale: true });
    const legends = await site.page.locator('xai-image .legend').allInnerTexts();
    expect(new Set(legends).size).toBe(1);
    await change({ sameScale: false });
    expect(new Set(await site.page.locator('xai-image .legend').allInnerTexts()).size).toBeGreaterThan(1);
  });

  test('calls outputs by their names', async () => {
    const cells = [[{ explanation: series }], [{ explanation: row }]];
    const outputNames = ['winter', 'spring', 'summer'];
    await site.show('xai-sheet', { rows: ['series', 'row'], columns: ['why'], cells, outputNames });
    for (const tag of ['xai-series', 'xai-table'])
      expect((await site.page.locator(`${tag} svg text`).allTextContents()).join()).toContain('ByHand, spring');
  });

  test('shows an image above its heatmap, without legends and buttons if that is asked', async () => {
    const cells = [[{ explanation: images, overlay: 0 }], [{ explanation: images }]];
    await site.show('xai-sheet', {
      rows: ['image', 'why'],
      columns: ['one'],
      cells,
      hideLegend: true,
      hideTools: true,
    });
    const opacities = await site.page
      .locator('xai-image .stage > div:has(.heat)')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).opacity));
    expect(opacities).toEqual(['0', '1']);
    expect(await site.page.locator('xai-image .legend').count()).toBe(0);
    expect(await site.page.getByRole('button').count()).toBe(0);
    const drawn = await site.page.evaluate(() =>
      document.querySelector('xai-sheet')!.elements.map((one) => one.toSVG().slice(0, 4)),
    );
    expect(drawn).toEqual(['<svg', '<svg']);
  });

  test('has headings, notes and an empty place', async () => {
    await site.show('xai-sheet', all['xai-sheet']);
    expect(await site.page.locator('th').allTextContents()).toEqual(['Gradient', 'LRP', 'one', 'other']);
    expect(await site.page.locator('xai-image').count()).toBe(3);
    expect(await site.page.locator('small').allTextContents()).toEqual(['the second']);
  });
});

describe('all elements', () => {
  test.each([
    ['bytes that are no explanation', { explanation: {} }, 'ValueError', /explanation is/],
    ['a sample that is not there', { explanation: images, sample: 5 }, 'IndexError', /sample is 5; expected .* 0 to 1/],
    ['an unknown colour map', { explanation: images, colormap: 'viridi' }, 'ValueError', /did you mean viridis/],
    ['an explanation of something else', { explanation: text }, 'ShapeError', /expected \[batch, height, width/],
  ])('say what is wrong in place of the picture: %s', async (_, properties, name, message) => {
    await site.show('xai-image', properties);
    expect(await site.page.locator('[role=alert]').textContent()).toMatch(message);
    expect(await told()).toEqual([name]);
    await change({ explanation: images, sample: 0, colormap: undefined });
    expect(await site.page.locator('[role=alert]').count()).toBe(0);
  });

  test.each(Object.entries(all))(
    'axe-core finds nothing, by day and by night, at any width: %s',
    async (tag, properties) => {
      for (const theme of ['light', 'dark']) {
        await site.page.setViewportSize({ width: 375, height: 700 });
        await site.show(tag, { ...properties, theme });
        expect(await site.audit()).toEqual([]);
        expect(await site.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
        await site.page.setViewportSize({ width: 1440, height: 900 });
      }
    },
  );

  test.each(['xai-image', 'xai-text', 'xai-series', 'xai-table'] as const)(
    '%s is copied as SVG and PNG',
    async (tag) => {
      await site.show(tag, all[tag]);
      await site.page.getByRole('button', { name: 'Copy SVG' }).click();
      await site.page.getByText('SVG copied').waitFor();
      expect(await site.page.evaluate(() => navigator.clipboard.readText())).toMatch(/^<svg xmlns/);
      await site.page.getByRole('button', { name: 'Copy PNG' }).click();
      await site.page.getByText('PNG copied').waitFor();
      const types = await site.page.evaluate(async () =>
        (await navigator.clipboard.read()).flatMap(({ types }) => types),
      );
      expect(types).toEqual(['image/png']);
    },
  );

  test('nothing on the page was against its security policy, or an error', () => {
    expect(site.complaints).toEqual([]);
  });
});

function cosine(index: number) {
  return expect.closeTo(Math.cos(index), 6);
}
