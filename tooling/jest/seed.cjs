/** The seed of everything that tests draw: a run can be repeated, and `TEST_SEED=2 pnpm jest` draws other cases. */
const seed = Number(process.env.TEST_SEED ?? 1);

/** Numbers in [0, 1) that follow from the seed (mulberry32), in the place of `Math.random`. */
function seededRandom() {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

module.exports = { seed, seededRandom };
