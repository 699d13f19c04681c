import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { heatmap } from '../src';

const review: [word: string, value: number][] = [
  ['A', 0.02],
  ['delectable', 0.81],
  ['and', 0.05],
  ['intriguing', 0.62],
  ['thriller', 0.2],
  ['filled', 0.11],
  ['with', 0.01],
  ['surprises', 0.34],
  [',', 0],
  ['even', -0.08],
  ['if', -0.21],
  ['its', -0.03],
  ['ending', -0.12],
  ['is', -0.1],
  ['a', -0.05],
  ['predictable', -0.58],
  ['and', 0.02],
  ['somewhat', -0.17],
  ['tired', -0.74],
  ['twist', -0.14],
  ['.', 0.01],
];
const words = review.map(([word]) => word);
const values = review.map(([, value]) => value);
writeFileSync(path.join(import.meta.dirname, 'review.svg'), `${heatmap(values, words).toSVG()}\n`);
