import path from 'node:path';
import type { Browser } from 'playwright-core';
import { type Conformance, openConformance } from '../conformance/open-conformance';
import { openChromium, softwareWebgpu } from '../open-chromium';

/** A part of what `pnpm conformance:browser` runs, on a graphics card in software; what runs on processors is compared in browser.test.ts. */
const part = /gradients.* > lenet > saliency$|relevance.* > lenet > lrp.EpsilonPlus$/;

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

test.each(['webgpu', 'compiled-webgpu'] as const)('%s agrees with captum and zennit', async (engine) => {
  const results = await conformance.run(engine, part);
  expect(results.map(({ name }) => name.split(' > ').slice(2).join(' '))).toEqual([
    'lenet saliency',
    'lenet lrp.EpsilonPlus',
  ]);
  expect(results.filter(({ problem }) => problem !== undefined)).toEqual([]);
});
