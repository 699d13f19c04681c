import { type Case, casesOf, expectClose, numbersOf } from './support/fixtures';
import { onnxRun } from './support/onnx';

it.each(casesOf('real_models', 'real.model'))('the ONNX models say what is stored: $id', async (one: Case) => {
  const run = await onnxRun(one.model.file, one.inputType);
  const outputs = await run(numbersOf(one.input), one.input.shape);
  const expected = numbersOf(one.expected.output);
  const scale = Math.max(...Array.from(expected, Math.abs));
  expectClose(outputs, expected, one.tolerance.output * scale);
});
