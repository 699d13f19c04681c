import '@tensorflow/tfjs-backend-cpu';
import { RandomStream } from 'xai-base';
import { explainers, faithfulnessOfSaliency, saliencyOf } from './support/faithfulness';

const digits = [0, 10]; // one of either class
const evaluations = 200;

// tooling/bench/faithfulness.cts compares 1000 evaluations on 20 digits with the published implementations; lime's own settings, which
// leave a segment or two of a digit, are compared there alone
it.each(Object.keys(explainers).filter((name) => name !== 'lime'))('finds the pixels that matter: %s', async (name) => {
  for (const digit of digits) {
    const saliency = await saliencyOf(explainers[name](1, evaluations), digit);
    const found = await faithfulnessOfSaliency(saliency, digit);
    const reversed = await faithfulnessOfSaliency(
      saliency.map((value) => -value),
      digit,
    );
    expect(found.insertion).toBeGreaterThan(reversed.insertion + 0.1);
    expect(found.deletion).toBeLessThan(reversed.deletion - 0.1);
    for (let seed = 0; seed < 3; seed++) {
      const random = new RandomStream(seed);
      const chance = Float32Array.from(saliency, () => random.uniform());
      expect(found.deletion).toBeLessThan(0.9 * (await faithfulnessOfSaliency(chance, digit)).deletion);
    }
  }
});
