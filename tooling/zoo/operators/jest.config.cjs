const path = require('node:path');

const onnxModel = path.resolve(__dirname, '../../../packages/onnx-model');
const preset = require('../../jest/preset.cjs')(onnxModel);

/** The tests of operators, whose uses are written down in the place of being compared with onnxruntime. */
module.exports = {
  ...preset,
  testMatch: ['<rootDir>/test/operators/*.test.ts', '<rootDir>/test/reader/{branches,loops}.test.ts'],
  moduleNameMapper: {
    '^\\.\\./support/against-onnxruntime$': path.join(__dirname, 'written-down.ts'),
    ...preset.moduleNameMapper,
  },
};
