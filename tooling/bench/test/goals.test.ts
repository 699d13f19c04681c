import { type Goal, goals, outcomes } from '../goals';
import type { Result } from '../measuring/measure';
import { nameOf, standardWorkloads } from '../workloads';

function result(network: 'vgg16', task: Result['workload']['task'], engine: Result['engine'], milliseconds?: number) {
  return { workload: { network, task, batch: 1 }, engine, milliseconds } satisfies Result;
}

test('every goal is about workloads of a standard run', () => {
  const names = new Set(standardWorkloads.map(nameOf));
  const named = (of: Goal['of'] | undefined) => (of ? [of[0]] : []);
  for (const { of, to } of goals) expect([...named(of), ...named(to)].filter((name) => !names.has(name))).toEqual([]);
});

test('memory is aimed at in every workload that PyTorch does, and stock TensorFlow.js is never faster', () => {
  const of = (text: string) => goals.filter(({ what }) => what.includes(text)).map(({ of: [name] }) => name);
  const names = standardWorkloads.map(nameOf);
  expect(
    of('peak memory')
      .filter((name, index, all) => all.indexOf(name) === index)
      .sort(),
  ).toEqual([...names].sort());
  expect(of('to stock')).toEqual(expect.arrayContaining(['lenet5-forward', 'lenet5-smooth-grad', 'tabular-gradient']));
  expect(new Set(goals.map(({ what }) => what)).size).toBe(goals.length);
});

test('the faster of the native engines counts', () => {
  const found = outcomes([
    result('vgg16', 'gradient', 'native', 90),
    result('vgg16', 'gradient', 'native-constants', 80),
    result('vgg16', 'gradient', 'torch', 100),
  ]);
  expect(found).toEqual([expect.objectContaining({ ratio: 0.8, engine: 'native-constants' })]);
});

test('memory is compared with memory, and seconds with nothing', () => {
  const found = outcomes([
    { ...result('vgg16', 'lrp', 'native'), peakMemory: 900 },
    { ...result('vgg16', 'lrp', 'torch'), peakMemory: 600 },
    { ...result('vgg16', 'gradient', 'native'), firstRun: 2500 },
  ]);
  expect(new Map(found.map(({ goal, ratio }) => [goal.measure, ratio]))).toEqual(
    new Map([
      ['peakMemory', 1.5],
      ['firstRun', 2.5],
    ]),
  );
});

test('a goal without both times has no outcome', () => {
  expect(outcomes([result('vgg16', 'gradient', 'wasm'), result('vgg16', 'gradient', 'stock', 5)])).toEqual([]);
});
