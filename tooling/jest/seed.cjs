/** The seed of everything that tests draw: a run can be repeated, and `TEST_SEED=2 pnpm jest` draws other cases. */
const seed = Number(process.env.TEST_SEED ?? 1);

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function randomNumbers(from) {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

module.exports = { seed, randomNumbers };
