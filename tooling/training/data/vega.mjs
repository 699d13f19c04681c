import { readFileSync } from 'node:fs';

/** The text of a file of the npm package vega-datasets. */
export function readVega(name) {
  return readFileSync(new URL(`../data/${name}`, import.meta.resolve('vega-datasets')), 'utf8');
}
