import { captured, type OnnxNode } from 'onnx-format';
import { OnnxFileError } from '../session/errors';
import { describeName } from '../session/value-info';

/**
 * Checks that everything that nodes take is made before them: by other nodes, or because it is there from the start.
 *
 * @param nodes in the order of evaluation
 * @param there names of constants and of what is given
 * @throws {OnnxFileError} when a node takes, or the model returns, what nothing makes
 */
export function checkSources(nodes: readonly OnnxNode[], there: ReadonlySet<string>, output: string): void {
  const made = new Set(there).add('');
  for (const node of nodes) {
    const { op, name, outputs } = node;
    const missing = [...node.inputs, ...captured(node)].find((input) => !made.has(input));
    if (missing !== undefined) {
      const place = `${describeName(op)} ${JSON.stringify(describeName(name || outputs[0]))}`;
      throw failure(
        `The node ${place} takes ${JSON.stringify(describeName(missing))}, which no node before it makes.`,
        missing,
      );
    }
    for (const one of outputs) made.add(one);
  }
  if (!made.has(output) || output === '') {
    throw failure(`The output ${JSON.stringify(describeName(output))} is made by no node of the model.`, output);
  }
}

const failure = (message: string, value: string): OnnxFileError =>
  new OnnxFileError(message, {
    argument: 'source',
    value,
    expected: 'a graph whose nodes are in the order of evaluation',
  });
