import { useWasm } from 'tfjs-gradients/wasm';
import { checkModel } from './check-model';
import type { Report } from './report/report';

/** Checks the model that the command line names, and prints its report so far as a line of JSON after each step. */
async function main(): Promise<void> {
  const [, , file] = process.argv;
  const print = (report: Report) => console.log(JSON.stringify(report));
  await useWasm();
  const format = file.endsWith('.onnx') ? 'onnx' : 'graph-model';
  print(await checkModel(file, (outcomes) => print({ file, format, outcomes })));
}

await main();
process.exit(0);
