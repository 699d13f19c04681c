import { useWasm } from 'tfjs-gradients/wasm';
import { checkModel } from './check-model';

/** Checks the model that the command line names, and prints its report as one line of JSON. */
async function main(): Promise<void> {
  await useWasm();
  console.log(JSON.stringify(await checkModel(process.argv[2])));
}

await main();
process.exit(0);
