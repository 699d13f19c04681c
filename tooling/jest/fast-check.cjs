const path = require('node:path');
const { seed } = require('./seed.cjs');

/** fast-check, with the cases of every property drawn by the run's seed. */
const fastCheck = require(path.join(path.dirname(require.resolve('fast-check/package.json')), 'lib/cjs/fast-check.js'));
fastCheck.configureGlobal({ seed });

module.exports = fastCheck;
