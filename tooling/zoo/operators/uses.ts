import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileVariable, type RecordedUse } from './recorded-use';

/** The uses of operators that the tests compare with onnxruntime, by domain and name: those with a derivative first. */
export function usesOfTests(): Map<string, RecordedUse[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'operators-'));
  const file = path.join(folder, 'uses');
  try {
    const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
    const config = path.join(import.meta.dirname, 'jest.config.cjs');
    const env = { ...process.env, [fileVariable]: file };
    const { stderr } = spawnSync(process.execPath, [jest, '-i', '-c', config], { env, encoding: 'utf8' });
    if (!existsSync(file)) throw new Error(`The tests of operators did not run: ${stderr.slice(-500)}`);
    const uses = new Map<string, RecordedUse[]>();
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const use = JSON.parse(line) as RecordedUse;
      const key = `${use.domain}:${use.op}`;
      uses.set(
        key,
        [...(uses.get(key) ?? []), use].sort((a, b) => Number(b.hasGradient) - Number(a.hasGradient)),
      );
    }
    return uses;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
