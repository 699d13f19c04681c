import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { io, randomUniform, setBackend, type Tensor } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { analyze, RandomStream } from 'xai-base';
import { gridSegments, KernelSHAP, LIME, RISE } from '../src';
import { PairSampler } from '../src/kernelshap/draw-pairs';
import { planCoalitions } from '../src/kernelshap/plan';
import { ShapleyRegression } from '../src/kernelshap/shapley-regression';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const bursts = 7;

/** Prints how many evaluations a second the explainers do on a LeNet (wasm), and what they add to the model's own time: medians. */
async function main(): Promise<void> {
  const require = createRequire(path.join(folder, 'package.json'));
  setWasmPaths(`${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await setBackend('wasm');
  const model = await loadLeNet();
  let [spent, rows] = [0, 0];
  const timed = (x: Tensor) => {
    const begin = performance.now();
    const output = model.predict(x) as Tensor;
    output.dataSync();
    spent += performance.now() - begin;
    rows += x.shape[0];
    return output;
  };
  const image = randomUniform([1, 28, 28, 1], 0, 1, 'float32', 1);
  const segmenter = gridSegments(7);
  const analyzers = [
    new RISE(timed, { masks: 4096, keepProbability: 0.5, seed: 1 }),
    new LIME(timed, { samples: 4096, segmenter, seed: 1 }),
    new KernelSHAP(timed, { segmenter, seed: 1 }),
  ];
  for (const analyzer of analyzers) {
    const results: { rate: number; overhead: number }[] = [];
    for (let burst = 0; burst <= bursts; burst++) {
      [spent, rows] = [0, 0];
      const begin = performance.now();
      (await analyze(image, analyzer, 3)).dispose();
      const total = performance.now() - begin;
      if (burst > 0) results.push({ rate: (1000 * rows) / total, overhead: (100 * (total - spent)) / spent }); // the first is warm-up
    }
    const [rate, overhead] = [median(results.map((one) => one.rate)), median(results.map((one) => one.overhead))];
    console.log(
      `${analyzer.name}: ${rate.toFixed(0)} evaluations a second, ${overhead.toFixed(0)} % over the model's time`,
    );
  }
  console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
  console.log(`solving for 50 features from 2148 coalitions: ${median(solveTimes()).toFixed(1)} ms`);
}

function solveTimes(): number[] {
  return Array.from({ length: bursts }, (_, seed) => {
    const plan = planCoalitions(50, 2148);
    new PairSampler(plan, new RandomStream(seed)).draw(2148);
    const values = Float64Array.from({ length: plan.coalitions.size }, (_value, index) => Math.sin(index));
    const begin = performance.now();
    new ShapleyRegression(plan.coalitions, [...Array(50).keys()]).solve(values, 1);
    return performance.now() - begin;
  });
}

function loadLeNet(): Promise<LayersModel> {
  const files = path.join(folder, '../xai-cli/models/lenet');
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path.join(files, 'model.json'), 'utf8'));
  const weightData = Uint8Array.from(readFileSync(path.join(files, 'weights.bin'))).buffer;
  return loadLayersModel(io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }));
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

await main();
