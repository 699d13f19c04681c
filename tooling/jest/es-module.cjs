const { transformSync } = require('esbuild');

/** Makes a CommonJS module of an ES module, for packages that have no other: jest runs none. */
module.exports = {
  process: (source) => ({
    code: transformSync(source, {
      format: 'cjs',
      target: 'node20',
      supported: { 'dynamic-import': false },
      define: { 'import.meta.url': 'MODULE_URL' },
      banner: 'const MODULE_URL = require("node:url").pathToFileURL(__filename).href;',
    }).code,
  }),
};
