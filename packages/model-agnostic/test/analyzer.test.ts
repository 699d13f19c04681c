import '@tensorflow/tfjs-backend-cpu';
import { cast, div, memory, mul, ones, stack, sum, type Tensor, tensor2d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { AbortError, analyze, type Progress, WeightedSelector } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import { gridSegments, KernelSHAP, LIME, type PerturbationAnalyzer, RISE } from '../src';
import { extrasOf } from './support/fixtures';

const rows = [
  [1, -2, 3],
  [0.5, 4, 0],
];
const model = (x: Tensor) => stack([sum(x, 1), sum(mul(x, x), 1)], 1);

const analyzers = (of: typeof model | (() => Promise<Tensor>), seed?: number): PerturbationAnalyzer[] => [
  new RISE(of, { masks: 60, keepProbability: 0.5, seed }),
  new LIME(of, { samples: 60, seed }),
  new KernelSHAP(of, { seed }),
];

describeBackends('the explainers', () => {
  it('run any model: functions, asynchronous ones, layers models', async () => {
    const input = tensor2d(rows);
    const dense = sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] });
    const slow = async (x: Tensor) => {
      await new Promise((resolve) => setTimeout(resolve));
      return tidy(() => model(x));
    };
    for (const one of [model, slow, dense]) {
      for (const Method of [RISE, LIME, KernelSHAP]) {
        const explanation = await analyze(input, new Method(one as never, { seed: 1 }));
        expect(explanation.val.shape).toEqual([2, 3]);
        expect((await explanation.val.data()).every(Number.isFinite)).toBe(true);
        explanation.dispose();
      }
    }
    dense.dispose();
    input.dispose();
  });

  it('give a batch the numbers of its samples, whatever the batch size', async () => {
    const input = tensor2d(rows);
    for (const analyzer of analyzers(model, 5)) {
      const together = await analyze(input, analyzer, [1, 0]);
      const values = await together.val.data();
      for (const [index, row] of rows.entries()) {
        const single = tensor2d([row]);
        const own = await analyze(single, analyzer, [1, 0][index], { batchSize: 3 });
        for (const [at, value] of (await own.val.data()).entries())
          expect(value).toBeCloseTo(values[index * 3 + at], 5);
        own.dispose();
        single.dispose();
      }
      together.dispose();
    }
    input.dispose();
  });
});

describe('the explainers', () => {
  it('explain several outputs with the numbers of each on its own, and weighted ones', async () => {
    const input = tensor2d(rows);
    for (const analyzer of analyzers(model, 2)) {
      const [first, second] = await analyzer.analyzeOutputs(input, [0, 1]);
      const alone = await analyze(input, analyzer, 1);
      const contrast = await analyze(input, analyzer, new WeightedSelector({ 1: 1, 0: -1 }));
      const [a, b, single, difference] = await Promise.all(
        [first, second, alone, contrast].map(({ val }) => val.data()),
      );
      expect(b).toEqual(single);
      for (const [at, value] of difference.entries()) expect(value).toBeCloseTo(b[at] - a[at], 4);
      for (const explanation of [first, second, alone, contrast]) explanation.dispose();
    }
    input.dispose();
  });

  it('report progress up to the end, and stop when they are told to, leaving nothing behind', async () => {
    const input = tensor2d(rows);
    for (const analyzer of analyzers(model, 2)) {
      const seen: Progress[] = [];
      const explanation = await analyze(input, analyzer, 0, {
        batchSize: 4,
        onProgress: (progress) => void seen.push(progress),
      });
      explanation.dispose();
      expect(seen.every(({ done, total }, index) => done <= total && done > (seen[index - 1]?.done ?? 0))).toBe(true);
      const { done, total } = seen[seen.length - 1];
      expect(done).toBe(total);

      const controller = new AbortController();
      const aborted = analyze(input, analyzer, 0, {
        batchSize: 4,
        signal: controller.signal,
        onProgress: () => controller.abort(),
      });
      await expect(aborted).rejects.toThrow(AbortError);
    }
    input.dispose();
  });

  it('leave nothing behind when a model fails, and say what it returned', async () => {
    const input = tensor2d(rows);
    let calls = 0;
    const failing = (x: Tensor) => {
      if (calls++ > 0) throw new Error('out of order');
      return model(x);
    };
    await expect(analyze(input, new RISE(failing, { masks: 10, keepProbability: 0.5 }))).rejects.toThrow(
      'out of order',
    );
    const broken = (x: Tensor) => div(model(x), sum(x, 1, true));
    await expect(analyze(input, new KernelSHAP(broken))).rejects.toThrow(
      'for a perturbed input; expected finite numbers',
    );
    await expect(analyze(input, new LIME(model), 7)).rejects.toThrow('Output index 7');
    input.dispose();
  });

  it('use no more memory for more masks', async () => {
    const image = ones([1, 16, 16, 1]);
    const look = (x: Tensor) => {
      tensors = Math.max(tensors, memory().numTensors);
      bytes = Math.max(bytes, memory().numBytes);
      return sum(x, [1, 2]);
    };
    let [tensors, bytes] = [0, 0];
    const peaks = [];
    for (const masks of [100, 10_000]) {
      [tensors, bytes] = [0, 0];
      const explanation = await analyze(image, new RISE(look, { masks, keepProbability: 0.5, seed: 1 }), 0, {
        batchSize: 50,
      });
      expect(extrasOf(explanation).masks).toEqual([masks]);
      explanation.dispose();
      peaks.push([tensors, bytes]);
    }
    expect(peaks[1]).toEqual(peaks[0]);
    image.dispose();
  });

  it('let the event loop turn', async () => {
    const input = tensor2d([Array.from({ length: 30 }, (_, index) => index / 30)]);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const work = (x: Tensor) => {
      const end = performance.now() + 5;
      while (performance.now() < end);
      return sum(x, 1, true);
    };
    (await analyze(input, new RISE(work, { masks: 1000, keepProbability: 0.5 }), 0, { batchSize: 20 })).dispose();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
    input.dispose();
  });

  it('keep the type of token indices', async () => {
    const tokens = tensor2d([[3, 1, 2]], [1, 3], 'int32');
    const seen = new Set<string>();
    const embedding = (x: Tensor) => {
      seen.add(x.dtype);
      return cast(sum(x, 1, true), 'float32');
    };
    const explanation = await analyze(tokens, new KernelSHAP(embedding, { background: 9 }));
    expect([...seen]).toEqual(['int32']);
    expect(Array.from(await explanation.val.data())).toEqual([-6, -8, -7]);
    explanation.dispose();
    tokens.dispose();
  });

  it('carry the regions of an image', async () => {
    const image = ones([1, 2, 4, 1]);
    const explanation = await analyze(
      image,
      new LIME((x: Tensor) => sum(x, [1, 2]), { segmenter: gridSegments(1, 2), background: 0, samples: 20 }),
    );
    const { segments } = explanation.extras as { segments: Tensor };
    expect(segments.shape).toEqual([1, 2, 4]);
    expect(Array.from(await segments.data())).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
    explanation.dispose();
    image.dispose();
  });
});

describe('RISE', () => {
  const series = () => tensor3d([Array.from({ length: 9 }, (_, t) => [t])]);

  it('has standard errors that fall with the root of the number of masks', async () => {
    const input = series();
    const errors = [];
    for (const masks of [200, 3200]) {
      const rise = new RISE((x: Tensor) => sum(x, [1]), { masks, keepProbability: 0.5, standardErrors: true, seed: 1 });
      const explanation = await analyze(input, rise);
      const { standardErrors } = explanation.extras as { standardErrors: Tensor };
      expect(standardErrors.shape).toEqual(explanation.val.shape);
      errors.push((await standardErrors.data())[3]);
      explanation.dispose();
    }
    expect(errors[0] / errors[1]).toBeGreaterThan(3.5);
    expect(errors[0] / errors[1]).toBeLessThan(4.5);
    input.dispose();
  });

  it('stops when its standard errors are small enough, after the same masks for every batch size', async () => {
    const input = series();
    const rise = new RISE((x: Tensor) => sum(x, [1]), { masks: 5000, keepProbability: 0.5, targetError: 1.5, seed: 1 });
    const used = [];
    for (const batchSize of [10, 100]) {
      const explanation = await analyze(input, rise, 0, { batchSize });
      used.push(extrasOf(explanation).masks[0]);
      explanation.dispose();
    }
    expect(used[0]).toBe(used[1]);
    expect(used[0]).toBeLessThan(5000);
    input.dispose();
  });

  it('names wrong settings', () => {
    expect(() => new RISE(model, { masks: 0 })).toThrow('masks is 0');
    expect(() => new RISE(model, { keepProbability: 0 })).toThrow(
      'keepProbability is 0; expected a number above 0, up to 1',
    );
    expect(() => new RISE(model, { featureResolution: 0.5 })).toThrow('featureResolution is 0.5');
  });
});
