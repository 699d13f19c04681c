module.exports = {
  projects: ['<rootDir>/packages/*/jest.config.cjs', '<rootDir>/tooling/*/jest.config.cjs'],
  reporters: ['default', '<rootDir>/tooling/jest/closing-line-reporter.cjs'],
  maxWorkers: '100%',
  testTimeout: 120_000, // jest reads this from here when it runs all packages; the preset's is for one package alone
};
