import '@tensorflow/tfjs-backend-cpu';
import { disposeVariables, engine, setBackend } from '@tensorflow/tfjs-core';

/** Runs a program on the packages of this workspace, all pages in one process: what it holds when it ends is freed, as when a reader's process ends. */
export async function inScope(program: () => Promise<void>): Promise<void> {
  await setBackend('cpu');
  engine().startScope();
  await program();
  engine().endScope();
  disposeVariables();
}
