import { cycles } from '../checks/import-cycles';
import { importsOf } from '../imports';

test.each([
  ["import a, { type B } from 'x';", false],
  ["import 'x';", false],
  ["import { type A, type B } from 'x';", true],
  ["import type { A } from 'x';", true],
  ["export * from 'x';", false],
  ["export type { A } from 'x';", true],
  ["const a = await import('x');", false],
  ["const a = require('x');", false],
  ["let a: import('x').A;", true],
])('%s', (text, typeOnly) => expect(importsOf('a.ts', text)).toEqual([{ specifier: 'x', typeOnly }]));

test('a cycle is a path that returns to where it starts', () => {
  const graph = { a: ['b', 'd'], b: ['c'], c: ['b', 'd'], d: [] };
  expect(cycles(new Map(Object.entries(graph)))).toEqual([['b', 'c', 'b']]);
});

test('two ways to one file are no cycle', () => {
  expect(cycles(new Map(Object.entries({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })))).toEqual([]);
});
