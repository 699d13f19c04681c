import { readFile } from 'node:fs/promises';
import { readModel } from 'onnx-format';

/** Operators that leave values as they are, in another shape. */
const passing = ['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Cast'];

/** The value that a model takes the softmax of at its end: relevance is that of logits. */
export async function logitsOf(file: string, output: string): Promise<string | undefined> {
  const { nodes } = readModel(await readFile(file)).graph;
  let name = output;
  for (;;) {
    const maker = nodes.find(({ outputs }) => outputs.includes(name));
    if (maker?.op === 'Softmax' || maker?.op === 'LogSoftmax') return maker.inputs[0];
    if (!maker || !passing.includes(maker.op)) return undefined;
    [name] = maker.inputs;
  }
}
