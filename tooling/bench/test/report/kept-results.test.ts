import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Result } from '../../measuring/measure';
import { readResults, withAgain } from '../../report/kept-results';
import { resultsText } from '../../report/results-text';
import { nameOf } from '../../workloads';

const file = path.join(__dirname, '../../results.json');

const result = (task: 'rise' | 'lime', engine: Result['engine'], milliseconds: number): Result => ({
  workload: { network: 'lenet5', task, batch: 1 },
  engine,
  milliseconds,
});

test('workloads that are timed again replace their former results, of all engines, in their place', () => {
  const former = [result('rise', 'native', 1), result('rise', 'torch', 2), result('lime', 'native', 3)];
  const again = [result('rise', 'torch', 5)];
  expect(withAgain(former, again)).toEqual([again[0], former[2]]);
  expect(withAgain(former, [])).toEqual(former);
});

test('the page shows what is kept', () => {
  const page = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
  const { conditions, results } = readResults(file);
  expect(page).toContain(conditions);
  expect(page).toContain(resultsText(results, 20));
  expect(new Set(results.map(({ workload, engine }) => `${nameOf(workload)} ${engine}`)).size).toBe(results.length);
});
