// These tests make no tensors and have no backend, which the check for tensors left over needs.
module.exports = { ...require('../jest/preset.cjs')(__dirname), setupFilesAfterEnv: [] };
