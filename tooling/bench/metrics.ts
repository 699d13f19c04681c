import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { randomNormal, randomUniform, softmax, type Tensor } from '@tensorflow/tfjs-core';
import { useWasm } from 'tfjs-gradients/wasm';
import { FaithfulnessCorrelation, type Metric, PixelFlipping } from 'xai-metrics';
import { NativeExecutor } from 'xai-native';
import { lenet5 } from './networks/lenet5';
import { markdownTable } from './report/markdown-table';

const samples = 64;

/**
 * How many samples metrics take in a second of processor time, here and in PyTorch as Quantus batches them: `npx tsx tooling/bench/metrics.ts` prints the table that
 * stands in the README of xai-metrics. The same LeNet, steps and runs, one thread; processor time, as other work on the
 * machine does not count in it.
 */
async function compare(): Promise<string> {
  await useWasm();
  const network = lenet5();
  const model = (x: Tensor) => softmax(network.predict(x) as Tensor);
  const executor = await NativeExecutor.create({ threads: 1 });
  const input = randomUniform([samples, 28, 28, 1], 0, 1, 'float32', 1);
  const task = { model, input, attribution: randomNormal([samples, 28, 28, 1], 0, 1, 'float32', 2) };
  const python = execFileSync('/usr/bin/python3', [path.join(import.meta.dirname, 'torch/metrics.py'), `${samples}`]);
  const torch = JSON.parse(python.toString());
  const metrics: Metric[] = [
    new PixelFlipping({ featuresInStep: 8 }),
    new FaithfulnessCorrelation({ size: 224, runs: 100 }),
  ];
  const rows: string[][] = [];
  for (const metric of metrics) {
    const own = await samplesASecond(() => metric.evaluate(task, { executor }));
    rows.push([metric.name, own.toFixed(0), torch[metric.name].toFixed(0), (own / torch[metric.name]).toFixed(1)]);
  }
  return markdownTable(['samples a second', 'here, onnxruntime', `PyTorch ${torch.version}`, 'ratio'], rows);
}

async function samplesASecond(run: () => Promise<unknown>): Promise<number> {
  await run();
  const times: number[] = [];
  for (let k = 0; k < 5; k++) {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1e6);
  }
  return samples / times.sort((a, b) => a - b)[2];
}

compare().then(console.log);
