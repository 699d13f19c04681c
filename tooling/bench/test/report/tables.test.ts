import type { Goal } from '../../goals';
import type { Result } from '../../measuring/measure';
import {
  failureLines,
  failureWord,
  goalTable,
  memoryTable,
  missedLines,
  threeDigits,
  timeTable,
} from '../../report/tables';
import type { Workload } from '../../workloads';

const workload: Workload = { network: 'vgg16', task: 'gradient', batch: 8 };

const results: Result[] = [
  { workload, engine: 'wasm', failure: 'RuntimeError: Aborted(). Build with -sASSERTIONS for more info.' },
  { workload, engine: 'native', milliseconds: 300, peakMemory: 874.4 },
  { workload, engine: 'torch', milliseconds: 400, peakMemory: 900 },
];

test('numbers have three digits', () => {
  expect([0.3512, 9.996, 12.34, 99.96, 13700.4].map(threeDigits)).toEqual(['0.35', '10.0', '12.3', '100', '13700']);
});

test('times come with their ratio to PyTorch', () => {
  expect(timeTable(results).split('\n')).toEqual([
    '| workload         |          wasm |     native | torch |',
    '| ---------------- | ------------: | ---------: | ----: |',
    '| vgg16-gradient-8 | out of memory | 300 (0.75) |   400 |',
  ]);
});

test('without PyTorch, times stand alone', () => {
  expect(timeTable(results.slice(0, 2))).toContain('|    300 |');
});

test('memory is in MB, and empty where nothing ran', () => {
  expect(memoryTable(results).split('\n')[2]).toBe('| vgg16-gradient-8 |      |    874 |   900 |');
});

test('failures are told apart and told', () => {
  expect(failureWord("Error: Kernel 'Conv2DBackpropFilter' not registered")).toBe('throws');
  expect(failureWord('the process ended (SIGKILL): out of memory?')).toBe('out of memory');
  expect(failureLines(results)).toEqual([expect.stringMatching(/^vgg16-gradient-8 on wasm: RuntimeError/)]);
});

test('a goal is reached by a ratio that is small enough; else it is said by how much not, and why', () => {
  const goal: Goal = {
    what: 'a to b',
    measure: 'milliseconds',
    of: ['a', 'native'],
    to: ['b', 'torch'],
    atMost: 0.75,
    reason: 'it is hard',
  };
  const outcomes = [0.75, 0.751, 0.9, 1.5].map((ratio) => ({ goal, ratio, engine: 'native' }) as const);
  expect(
    goalTable(outcomes)
      .split('\n')
      .slice(2)
      .map((line) => line.split('|').at(-2)!.trim()),
  ).toEqual(['yes', 'no, 1 % more', 'no, 20 % more', 'no, 2.00 times as much']);
  expect(missedLines(outcomes)).toEqual([
    '- a to b, 1 % more: it is hard.',
    '- a to b, 20 % more: it is hard.',
    '- a to b, 2.00 times as much: it is hard.',
  ]);
});
