module.exports = {
  projects: ['<rootDir>/packages/*/jest.config.cjs', '<rootDir>/tooling/*/jest.config.cjs'],
  reporters: ['default', '<rootDir>/tooling/jest/closing-line-reporter.cjs'],
};
