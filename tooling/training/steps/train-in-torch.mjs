import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Trains in PyTorch: `python3 pytorch/<script> <folder of files> <ONNX file>`.
 *
 * @param files the contents of files by their names
 * @throws {Error} when there is no PyTorch, or it fails
 */
export function trainInTorch(script, files, onnxFile) {
  const folder = mkdtempSync(path.join(tmpdir(), 'training-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    const program = fileURLToPath(new URL(`../pytorch/${script}`, import.meta.url));
    const { status } = spawnSync(pythonWithTorch(), [program, folder, fileURLToPath(onnxFile)], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`${script} failed.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pythonWithTorch() {
  const found = ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', 'import torch, numpy'], { stdio: 'ignore' }).status === 0,
  );
  if (found) return found;
  throw new Error('PyTorch is not installed: apt-get install python3-torch python3-numpy libopenblas0-pthread.');
}
