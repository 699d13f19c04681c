import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { useWasm } from 'tfjs-gradients/wasm';
import { operators } from '../../../packages/onnx-model/src/operators';
import { markdownTable } from '../report/markdown-table';
import { writeResults } from '../report/write';
import { chosenUse, explained, methods } from './explained';
import { usesOfTests } from './uses';

/** Writes the table of operators by methods and backends into `README.md` of this folder. */
async function main(): Promise<void> {
  const uses = usesOfTests();
  await useWasm();
  const names = Object.keys(methods);
  const rows: string[][] = [];
  const alone: string[] = [];
  for (const [domain, table] of Object.entries(operators)) {
    for (const op of Object.keys(table).sort()) {
      const known = uses.get(`${domain}:${op}`);
      const name = `\`${op}\`${domain ? ` of ${domain}` : ''}`;
      if (!known) {
        alone.push(name);
        continue;
      }
      const found = await explained(await chosenUse(known));
      const cells = names.map((method) => (found[method].length === 3 ? 'all' : found[method].join(', ') || '·'));
      rows.push([name, ...cells]);
      console.error(`${name} ${cells.join(' ')}`);
    }
  }
  const table = markdownTable(['operator', ...names], rows);
  const rest =
    alone.length > 0
      ? `\n\nTested otherwise (in graphs of several nodes, without an input, or where onnxruntime has no such operator): ${alone.join(' ')}.`
      : '';
  writeResults(path.join(import.meta.dirname, 'README.md'), `${table}${rest}`);
}

await main();
process.exit(0);
