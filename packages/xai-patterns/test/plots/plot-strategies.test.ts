import { expectWellFormed } from '../../../../tooling/jest/well-formed';
import { plotStrategies } from '../../src/plots';

const analysis = {
  eigenvalues: [0, 0.01, 0.8, 0.9],
  strategies: 2,
  clusters: [[0, 2, 3], [1]],
  clusterOf: [0, 1, 0, 0],
  layout: [[0, 0], [1, 2], [0.1, 0], [0, 0.1]] as const, // biome-ignore format: one idea
  seed: 1,
};

describe('plotStrategies', () => {
  test('has a dot a sample and an eigenvalue, and says what it shows', () => {
    const svg = plotStrategies(analysis, { title: 'Eights & nines' }).toSVG({ width: 600 });
    expectWellFormed(svg);
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(svg.match(/<circle/g)).toHaveLength(4);
    const [first, second] = Array.from(
      svg.matchAll(/<title>cluster \d: \d samples<\/title><path d="([^"]+)"/g),
      ([, d]) => d,
    );
    expect([first.match(/h0/g)?.length, second.match(/h0/g)?.length]).toEqual([3, 1]);
    expect(svg).toContain('aria-label="Eights &amp; nines: 2 strategies; samples in cluster 0: 3, cluster 1: 1."');
  });

  test('needs some room, and options that there are', () => {
    expect(() => plotStrategies(analysis).toSVG({ width: 100 })).toThrow(/width/);
    expect(() => plotStrategies(analysis, { titel: '' } as never)).toThrow(/title/);
  });
});
