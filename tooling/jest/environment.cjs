const { TestEnvironment } = require('jest-environment-node');
const { randomNumbers, seed } = require('./seed.cjs');

/**
 * Tests run in a global scope of their own, with classes of their own. Native code makes typed arrays of Node's classes, so that the tests
 * must have these. What is drawn without a seed, as the first weights of a layer are, is the same in every run.
 */
module.exports = class extends TestEnvironment {
  constructor(...settings) {
    super(...settings);
    const arrays = {
      Float32Array,
      Float64Array,
      Int8Array,
      Int16Array,
      Int32Array,
      Uint16Array,
      Uint32Array,
      BigInt64Array,
      BigUint64Array,
    };
    Object.assign(this.global, arrays);
    this.global.Math.random = randomNumbers(seed);
  }
};
