import path from 'node:path';
import { beats, bestBaseline, hasLearned, judgedOf, meanOf, methodsIn } from '../report/judged';
import { published } from '../report/published';
import { trust } from '../report/tables';
import type { Finding } from '../studies/study';

const file = path.join(__dirname, '../published/xai-tris.json');

const metrics = [{ name: 'ImportanceMassAccuracy', category: 'truth', better: 'high' }] as const;
const around = (middle: number) => ({
  ImportanceMassAccuracy: Array.from({ length: 20 }, (_, k) => middle + 0.01 * Math.sin(5 * k)),
});
const table = {
  metrics,
  scores: { Good: around(0.8), Same: around(0.4), random: around(0.1), edges: around(0.4), input: around(0.2) },
};
const shared = { name: 'linear white', chapter: 'tetrominoes', table } as const;
const findings: Finding[] = [
  { ...shared, model: 'LLR', accuracy: 0.9 },
  { ...shared, model: 'CNN', accuracy: 0.5 },
];

test('a method beats the best of the baselines, or none', () => {
  const [judged, untrained] = judgedOf(findings);
  expect(methodsIn(judged)).toEqual(['Good', 'Same']);
  expect(bestBaseline(judged).name).toBe('edges');
  const { ImportanceMassAccuracy: scores } = around(0.8);
  expect(meanOf(judged, 'Good')).toBeCloseTo(scores.reduce((sum, score) => sum + score, 0) / 20, 12);
  expect([beats(judged, 'Good'), beats(judged, 'Same')]).toEqual([true, false]);
  expect([judged, untrained].map(hasLearned)).toEqual([true, false]);
});

test('networks that did not learn count for nothing', () => {
  const rows = trust(judgedOf(findings)).split('\n');
  expect(rows.find((row) => row.startsWith('| Good'))).toContain('1 of 1');
  expect(rows.find((row) => row.startsWith('| Same'))).toContain('0 of 1');
});

test('the run to compare with has the benchmark’s scenarios, in the words of the studies', () => {
  expect([...published(file).keys()]).toEqual(
    ['linear', 'multiplicative', 'rigid', 'xor'].flatMap((name) => [`${name} white`, `${name} correlated`]),
  );
  expect(published(file).get('rigid correlated')?.scores.get('none')?.get('laplace')?.ima).toBeCloseTo(0.404, 3);
});
