import { createRequire } from 'node:module';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { disposeVariables, engine, setBackend } from '@tensorflow/tfjs-core';
import ts from 'typescript';
import type { Example } from './blocks';
import { withChecks } from './checks';
import { plain, settle } from './compare';
import { examplesOf } from './extract';

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

/** Declares a jest test for each example of a package. */
export function runExamples(packageDirectory: string): void {
  const require = createRequire(path.resolve(packageDirectory, 'package.json'));
  const examples = examplesOf(packageDirectory).filter(({ run }) => run);
  if (examples.length === 0) test.todo('has no example');

  const before = process.cwd();
  beforeAll(() => process.chdir(packageDirectory)); // paths in examples begin at their package, whoever runs the tests
  afterAll(() => process.chdir(before));

  for (const example of examples) {
    test(`${example.file}:${example.line}`, async () => {
      await setBackend('cpu');
      // A reader's program ends and frees what it holds; here a scope does. It spans the awaits of the example, as no other code
      // runs meanwhile. What a library keeps by `tf.keep` outlives the scope, and the check for tensors left over reports it.
      engine().startScope();
      try {
        await run(example, require);
      } finally {
        engine().endScope();
        disposeVariables();
      }
    });
  }
}

/** What an example prints is for its reader, not for the log of the tests; its warnings and errors are. */
const quiet = Object.assign(Object.create(console), { log: () => {}, info: () => {}, table: () => {} });

/** Runs a program as CommonJS, with its `// =>` checked; nothing is printed. */
export async function run({ file, text }: Example, require: NodeJS.Require): Promise<void> {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(withChecks(text, file), { compilerOptions });
  await AsyncFunction('require', 'exports', '$check', 'console', outputText)(require, {}, check, quiet);

  async function check(value: unknown, expected: () => unknown, line: number): Promise<void> {
    const where = `${file}:${line}`;
    const actual = settle(await plain(await value), expected());
    expect({ [where]: actual }).toEqual({ [where]: expected() });
  }
}
