import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { judgeInThreads, type SharedEvaluation } from '../../src/evaluation/evaluation-threads';

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'threads-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** A thread that tells a line, and then works on until it is told to end. */
function endlessThread(): string {
  const file = path.join(folder, 'endless.mjs');
  const program = `
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', () => parentPort.close());
    parentPort.postMessage({ line: 'a score' });`;
  writeFileSync(file, program);
  return file;
}

test('where what threads find cannot be kept, all of them end, and the error is that of the journal', async () => {
  const full = new Error('ENOSPC: no space left on device');
  const judged = judgeInThreads(endlessThread(), 2, {} as SharedEvaluation, {
    append: () => Promise.reject(full),
    onDone: () => {},
  });
  await expect(judged).rejects.toBe(full);
});
