import path from 'node:path';
import type { Browser } from 'playwright-core';
import { type Conformance, openConformance } from '../conformance/open-conformance';
import { openChromium, softwareWebgpu } from '../open-chromium';

/** A part of what `pnpm conformance:browser` runs, on a graphics card in software; what runs on processors is compared in browser.test.ts. */
const part = /gradients.* > lenet > saliency$|relevance.* > lenet > lrp.EpsilonPlus$/;

/** With what needs no program of its own, and chooses between values. */
const eagerPart = new RegExp(`${part.source}|gradients.* > lenet > occlusion$`);

let browser: Browser;
let conformance: Conformance;

beforeAll(async () => {
  browser = await openChromium(...softwareWebgpu);
  conformance = await openConformance(browser, path.resolve(__dirname, '../../..'));
});

afterAll(async () => {
  await browser?.close();
  conformance?.close();
});

test.each([
  ['webgpu', eagerPart, ['lenet saliency', 'lenet occlusion', 'lenet lrp.EpsilonPlus']],
  ['compiled-webgpu', part, ['lenet saliency', 'lenet lrp.EpsilonPlus']],
] as const)('%s agrees with captum and zennit', async (engine, pattern, names) => {
  const results = await conformance.run(engine, pattern);
  expect(results.map(({ name }) => name.split(' > ').slice(2).join(' '))).toEqual(names);
  expect(results.filter(({ problem }) => problem !== undefined)).toEqual([]);
});
