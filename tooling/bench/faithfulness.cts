import '@tensorflow/tfjs-backend-cpu';
import { digits, explainers, faithfulnessOf, published } from '../../packages/model-agnostic/test/support/faithfulness';
import { markdownTable } from './report/markdown-table';

const evaluations = 1000;

/**
 * Whether taking pixels away (or putting them in) by saliency changes a digit's probability as fast as by the published implementations: `npx tsx
 * tooling/bench/faithfulness.cts` writes the table that stands in the README of this folder, and fails when an explainer is behind by more than twice the
 * spread over seeds. CommonJS, as the tests are whose digits it takes.
 */
async function compare(): Promise<string> {
  const rows: string[][] = [];
  for (const [name, explainer] of Object.entries(explainers)) {
    let [deletion, insertion] = [0, 0];
    for (let digit = 0; digit < digits; digit++) {
      const found = await faithfulnessOf(explainer(digit, evaluations), digit);
      deletion += found.deletion / digits;
      insertion += found.insertion / digits;
    }
    const { deletionMean, deletionStdOverSeeds, insertionMean, insertionStdOverSeeds } = published[name];
    const isAsGood =
      deletion < deletionMean + 2 * deletionStdOverSeeds && insertion > insertionMean - 2 * insertionStdOverSeeds;
    if (!isAsGood) process.exitCode = 1;
    rows.push([name, ...[deletion, deletionMean, insertion, insertionMean].map((area) => area.toFixed(3))]);
  }
  return markdownTable(['explainer', 'deletion', 'published', 'insertion', 'published'], rows);
}

compare().then(console.log);
