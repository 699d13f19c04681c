import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { disposeVariables, engine, setBackend } from '@tensorflow/tfjs-core';
import { examplesIn } from '../../../tooling/examples/blocks';
import { run } from '../../../tooling/examples/run';

const folder = path.join(__dirname, '..');
const page = 'write-your-own-rule.md';

test.each(examplesIn(page, readFileSync(path.join(folder, page), 'utf8')))('$file:$line', async (example) => {
  await setBackend('cpu');
  engine().startScope();
  try {
    await run(example, createRequire(path.join(folder, 'package.json')));
  } finally {
    engine().endScope();
    disposeVariables();
  }
});
