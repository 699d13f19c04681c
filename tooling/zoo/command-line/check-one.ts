import path from 'node:path';
import type { Outcome, Report } from '../report/report';

/** Takes the model that the command line names through the command line, and prints its report so far as a line of JSON after each family. */
async function main(): Promise<void> {
  // the sources of the command line look for their package from where they are, which modules of this kind do not say by this name
  Object.assign(globalThis, { __dirname: path.join(import.meta.dirname, '../../../packages/xai-cli/src') });
  const { checkCommandLine } = await import('./check-command-line');
  const [, , file] = process.argv;
  const format: Report['format'] = file.endsWith('.onnx') ? 'onnx' : 'graph-model';
  const print = (outcome: Outcome) =>
    console.log(JSON.stringify({ file, format, outcomes: { 'command line': outcome } }));
  print(await checkCommandLine(file, print));
}

await main();
process.exit(0);
