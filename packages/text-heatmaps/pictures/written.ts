import '@tensorflow/tfjs-backend-cpu';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { tensor3d } from '@tensorflow/tfjs-core';
import { generationHeatmap } from '../src';

const tokens = ['The', 'ship', 'left', 'the', 'harbour', 'and', 'sailed', 'out', 'to', 'sea', '.'];
const owed = [
  [0.1, 0.9, 0.7, -0.1, 0.8, 0.3],
  [0, 0.3, 0.4, 0.1, 0.3, 0.1, 1.1],
  [0.1, 0.1, -0.2, 0.1, 0.2, 0, 0.6, 0.9],
  [0, 1.2, 0.2, 0, 0.9, -0.1, 1.3, 0.6, 0.8],
  [0.1, 0.2, 0.1, 0, 0.1, -0.6, 0.2, 0.1, 0.1, 0.7],
].map((row) => [...row, ...new Array<number>(tokens.length - row.length).fill(0)]);
const drawing = generationHeatmap({ val: tensor3d([owed]), heatmap: 'attribution', extras: { tokens: [tokens] } });
writeFileSync(path.join(import.meta.dirname, 'written.svg'), `${drawing.toSVG()}\n`);
