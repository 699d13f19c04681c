import path from 'node:path';
import type { Browser } from 'playwright-core';
import { type Conformance, openConformance } from '../conformance/open-conformance';
import { openChromium, softwareWebgpu } from '../open-chromium';

/** A part of what `pnpm conformance:browser` runs, on a graphics card in software; what runs on processors is compared in browser.test.ts. */
const both = [
  'gradients > captum > lenet > saliency',
  'relevance > relevances by zennit, gradients by captum > lenet > lrp.EpsilonPlus',
];

/** With what chooses between values, sums along a path, and models that are functions. */
const eager = [
  ...both,
  'gradients > captum > lenet > occlusion',
  'gradients > captum > mlp > ig.gausslegendre.50',
  'rise > RISE on tables agrees with DIANNA > cls_mean_all_labels',
  'kernel-shap > KernelSHAP on images gives each pixel the Shapley value of its own segment > gray_first_bg_zero',
];

/** With a graph-model, concepts, and kernels alone. */
const compiled = [
  ...both,
  'relevance > relevances by zennit, gradients by captum > mlp > as a graph-model > lrp.EpsilonPlus',
  'concepts > concepts by zennit-crp > lenet by its layers > crp.channel_relevance.conv2',
  'kernels > Conv2D > gives what the cpu backend gives',
];

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

test.each([['webgpu', eager] as const, ['compiled-webgpu', compiled] as const])(
  '%s agrees with published implementations',
  async (engine, names) => {
    const results = await conformance.run(engine, (name) => names.includes(name));
    expect(results.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(results.filter(({ problem }) => problem !== undefined)).toEqual([]);
  },
);
