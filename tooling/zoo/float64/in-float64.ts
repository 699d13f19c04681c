import { fork } from 'node:child_process';
import path from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Answer, Exact, Question, Sent } from './question';

/** The longest that it may take. */
const mostSeconds = 230;

/** Where the zoo lies: modules of the one kind know their place, those of the other were started from it. */
const folder = typeof __dirname === 'string' ? path.join(__dirname, '..') : path.dirname(process.argv[1]);

/**
 * Evaluates a model in double precision, in a process of its own: what it should be, of which every runtime of 32 bits is some rounding away.
 *
 * @returns an output for each input, and a gradient if it is asked for
 */
export function inFloat64(question: Question): Promise<Exact> {
  const child = fork(path.join(folder, 'float64/answer.ts'), [], {
    cwd: folder,
    env: { ...process.env, TSX_TSCONFIG_PATH: path.join(folder, '../../tsconfig.json') },
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), mostSeconds * 1000);
    child.once('message', (answer: Answer) => {
      if ('outputs' in answer) resolve(answer);
      else reject(new Error(`in float64: ${answer.failure}`));
    });
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`no answer in float64 within ${mostSeconds} s`)); // unless there was one
    });
    child.send(question);
  });
}

/** A tensor for another process. */
export const sent = (one: Tensor): Sent => ({
  shape: one.shape,
  dtype: one.dtype as Sent['dtype'],
  values: one.dataSync(),
});
