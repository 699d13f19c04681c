const path = require('node:path');

const workspace = path.resolve(__dirname, '../..');
/** Packages that have ES modules alone. */
const esModules = '(?:h5wasm|lit|lit-html|lit-element|@lit/[^/]+|@lit-labs/[^/]+)';

/**
 * The jest configuration of a package: TypeScript through ts-jest, sibling packages from their sources,
 * and a check after every test that it left no tensor behind.
 */
module.exports = (packageDirectory) => ({
  displayName: path.basename(packageDirectory),
  rootDir: packageDirectory,
  testEnvironment: path.join(__dirname, 'environment.cjs'),
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['ts-jest', { tsconfig: path.join(workspace, 'tooling/tsconfig/jest.json'), diagnostics: false }],
    [`/${esModules}/.+\\.js$`]: path.join(__dirname, 'es-module.cjs'),
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/)?${esModules}/)`],
  moduleNameMapper: {
    '^fast-check$': path.join(__dirname, 'fast-check.cjs'),
    '^h5wasm$': `${workspace}/packages/xai-recipes/node_modules/h5wasm/dist/node/hdf5_hl.js`,
    '^(tfjs-gradients|xai-[^/]+|explainable-ai|relevance-propagation|model-agnostic|tree-shap|onnx-[^/]+|svg-[^/]+|[^/@]+-heatmaps|lrp-rule-[^/]+)$': `${workspace}/packages/$1/src/index.ts`,
    '^(tfjs-gradients|svg-png|vision-heatmaps|xai-metrics|xai-patterns|xai-recipes)/(.+)$': `${workspace}/packages/$1/src/$2.ts`,
  },
  setupFilesAfterEnv: [path.join(workspace, 'tooling/jest/no-tensor-left.ts')],
  testTimeout: 120_000,
});
