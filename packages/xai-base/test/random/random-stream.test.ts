import fc from 'fast-check';
import { RandomStream } from '../../src';

const wrap = 2n ** 32n;

/** The stream again, in arbitrary precision: SplitMix32 for the state, sfc32 for the numbers, 12 of them thrown away. */
function* reference(seed: number): Generator<number> {
  const word = (value: bigint) => ((value % wrap) + wrap) % wrap;
  const splitMix = (start: bigint) => {
    let state = word(start);
    return () => {
      state = word(state + 0x9e3779b9n);
      let mixed = word((state ^ (state >> 16n)) * 0x21f0aaadn);
      mixed = word((mixed ^ (mixed >> 15n)) * 0x735a2d97n);
      return mixed ^ (mixed >> 15n);
    };
  };
  const low = splitMix(BigInt(seed));
  const high = splitMix((BigInt(seed) - word(BigInt(seed))) / wrap);
  let [a, b, c, counter] = [low(), high(), low(), 1n];
  for (let drawn = 0; ; drawn++) {
    const sum = word(a + b + counter);
    counter = word(counter + 1n);
    a = b ^ (b >> 9n);
    b = word(c + (c << 3n));
    c = word((word(c << 21n) | (c >> 11n)) + sum);
    if (drawn >= 12) yield Number(sum);
  }
}

function draw<T>(count: number, next: () => T): T[] {
  return Array.from({ length: count }, next);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const seeds = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -1, 1, 2 ** 32, -(2 ** 53) + 1, 2 ** 53 - 1),
);

test('equals the reference for any seed', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const stream = new RandomStream(seed);
      const other = reference(seed);
      expect(draw(20, () => stream.integer())).toEqual(draw(20, () => other.next().value));
    }),
  );
});

test('its first numbers never change', () => {
  const stream = new RandomStream(42);
  expect(draw(4, () => stream.integer())).toEqual([1965008712, 98704496, 3008838664, 4004494287]);
});

test('different seeds, also neighbours and those that share their low bits, give unrelated streams', () => {
  const pairs = fc.oneof(
    fc.tuple(seeds, seeds),
    fc.integer().map((seed) => [seed, seed + 1]),
    fc.integer().map((seed) => [seed, -1 - seed]),
    fc.nat().map((seed) => [seed, seed + 2 ** 32]),
  );
  fc.assert(
    fc.property(pairs, ([one, other]) => {
      fc.pre(one !== other);
      const [a, b] = [new RandomStream(one), new RandomStream(other)];
      const products = draw(1000, () => (a.uniform() - 0.5) * (b.uniform() - 0.5) * 12);
      expect(Math.abs(mean(products))).toBeLessThan(0.2); // the correlation, 6 standard errors
    }),
  );
});

test('uniform numbers fill [0, 1) evenly', () => {
  const stream = new RandomStream(1);
  const values = draw(100_000, () => stream.uniform());
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  for (let power = 1; power <= 4; power++) {
    expect(Math.abs(mean(values.map((value) => value ** power)) - 1 / (power + 1))).toBeLessThan(0.005);
  }
});

test('an array is filled with the numbers that come one by one, and those after them follow', () => {
  fc.assert(
    fc.property(seeds, fc.nat({ max: 20 }), (seed, length) => {
      const [stream, other] = [new RandomStream(seed), new RandomStream(seed)];
      const filled = new Float64Array(length);
      stream.fillUniform(filled);
      expect([...filled, stream.uniform()]).toEqual(draw(length + 1, () => other.uniform()));
      stream.fillNormal(filled);
      expect([...filled, stream.normal()]).toEqual(draw(length + 1, () => other.normal()));
    }),
  );
});

test('normal numbers have their moments and their tails, and do not depend on one another', () => {
  const values = new Float64Array(1_000_000);
  new RandomStream(3).fillNormal(values);
  const all = Array.from(values);
  [0, 1, 0, 3, 0, 15].forEach((moment, index) => {
    const deviation = Math.sqrt([1, 2, 15, 96, 945, 10170][index] / values.length); // of the mean of the powers
    expect(Math.abs(mean(all.map((value) => value ** (index + 1))) - moment)).toBeLessThan(4 * deviation);
  });
  expect(Math.abs(mean(all.slice(1).map((value, index) => value * values[index])))).toBeLessThan(0.004);
  const shares = [0.1, 0.5, 1, 2, 3, 3.442619855899, 4].map((limit) => [
    all.filter((value) => value > limit).length / values.length,
    all.filter((value) => value < -limit).length / values.length,
  ]);
  const expected = [0.4601722, 0.3085375, 0.1586553, 0.0227501, 0.0013499, 0.000288, 0.00003167];
  shares.flat().forEach((share, index) => {
    const chance = expected[index >> 1];
    expect(Math.abs(share - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / values.length));
  });
});

test('without a seed it draws one, which repeats it', () => {
  const stream = new RandomStream();
  expect(new RandomStream().seed).not.toBe(stream.seed);
  const again = new RandomStream(stream.seed);
  expect(draw(5, () => stream.normal())).toEqual(draw(5, () => again.normal()));
});
