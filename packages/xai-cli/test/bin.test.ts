import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { demoDigit, demoModel } from '../src';
import { temporaryFolder } from './support/xai';

const folder = temporaryFolder();
const bins = ['bin.js', 'bin.cjs'].map((name) => path.join(__dirname, '..', 'dist', name)).filter(existsSync);

test('built processes print results only, and end with exit codes', () => {
  for (const bin of bins) {
    const xai = (...argv: string[]) => spawnSync(process.execPath, [bin, ...argv], { encoding: 'utf8', cwd: folder });
    expect(xai('--version')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
    const options = ['--model', demoModel(), '--input', demoDigit(9), '--method', 'InputTimesGradient', '--json'];
    for (const engine of ['native', 'wasm', 'cpu']) {
      const { status, stdout, stderr } = xai('explain', ...options, '--engine', engine);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({ engine, output: { index: 9 } });
    }
    expect(xai('inspect', 'nowhere')).toMatchObject({ status: 1, stdout: '' });
    expect(xai('explain')).toMatchObject({ status: 2, stdout: '' });
  }
});
