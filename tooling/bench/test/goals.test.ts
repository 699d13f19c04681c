import { goals, outcomes } from '../goals';
import type { Result } from '../measuring/measure';
import { nameOf, standardWorkloads } from '../workloads';

function result(network: 'vgg16', task: Result['workload']['task'], engine: Result['engine'], milliseconds?: number) {
  return { workload: { network, task, batch: 1 }, engine, milliseconds } satisfies Result;
}

test('every goal is about workloads of a standard run', () => {
  const names = new Set(standardWorkloads.map(nameOf));
  for (const { of, to } of goals) expect([of[0], to[0]].every((name) => names.has(name))).toBe(true);
});

test('the faster of the native engines counts', () => {
  const found = outcomes([
    result('vgg16', 'gradient', 'native', 90),
    result('vgg16', 'gradient', 'native-constants', 80),
    result('vgg16', 'gradient', 'torch', 100),
  ]);
  expect(found).toEqual([expect.objectContaining({ ratio: 0.8, engine: 'native-constants' })]);
});

test('relevance propagation is compared with the gradient', () => {
  const found = outcomes([result('vgg16', 'lrp', 'native', 120), result('vgg16', 'gradient', 'torch', 100)]);
  expect(found.map(({ ratio }) => ratio)).toEqual([1.2]);
});

test('a goal without both times has no outcome', () => {
  expect(outcomes([result('vgg16', 'gradient', 'wasm'), result('vgg16', 'gradient', 'stock', 5)])).toEqual([]);
});
