import type { Result } from '../../measuring/measure';
import { failureLines, failureWord, goalTable, memoryTable, threeDigits, timeTable } from '../../report/tables';
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

test('a goal is reached by a ratio that is small enough', () => {
  const goal = { what: 'a to b', of: ['a', 'native'], to: ['b', 'torch'], atMost: 0.75 } as const;
  const outcomes = [0.75, 0.76].map((ratio) => ({ goal: { ...goal, of: [...goal.of], to: [...goal.to] }, ratio }));
  const table = goalTable(outcomes.map((outcome) => ({ ...outcome, engine: 'native' }) as never));
  expect(
    table
      .split('\n')
      .slice(2)
      .map((line) => line.split('|').at(-2)!.trim()),
  ).toEqual(['yes', 'no']);
});
