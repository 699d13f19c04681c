import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { randomUniform, setBackend, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { analyze } from 'xai-base';
import { canonize, EpsilonPlus, LRP, stripSoftmax } from '../src';
import { loadNsfwModel } from '../test/support/nsfw-models';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const bursts = 5;
const sizes = { mobilenet_v2: 224, inception_v3: 299 } as const;

/** Prints the time of LRP under EpsilonPlus on real networks, and as a multiple of one forward pass: medians, on wasm. */
async function main(): Promise<void> {
  const require = createRequire(path.join(folder, 'package.json'));
  setWasmPaths(`${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await setBackend('wasm');
  for (const name of Object.keys(sizes) as (keyof typeof sizes)[]) {
    const model = await canonicalLogits(name);
    const image = randomUniform([1, sizes[name], sizes[name], 3]);
    const lrp = new LRP(model, new EpsilonPlus());
    const times: { forward: number; relevance: number }[] = [];
    for (let burst = 0; burst <= bursts; burst++) {
      const forward = await milliseconds(() => tidy(() => void model.predict(image)));
      const relevance = await milliseconds(async () => (await analyze(image, lrp)).dispose());
      if (burst > 0) times.push({ forward, relevance }); // the first is warm-up
    }
    const forward = median(times.map((one) => one.forward));
    const relevance = median(times.map((one) => one.relevance));
    const ratio = median(times.map((one) => one.relevance / one.forward));
    console.log(`${name}: forward ${forward.toFixed(0)} ms, LRP ${relevance.toFixed(0)} ms, ${ratio.toFixed(1)} times`);
    image.dispose();
    model.dispose();
  }
}

async function canonicalLogits(name: keyof typeof sizes): Promise<LayersModel> {
  const probabilities = await loadNsfwModel(name, folder);
  const logits = stripSoftmax(probabilities);
  const canonical = canonize(logits);
  for (const one of [probabilities, logits]) one.dispose();
  return canonical;
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

main();
