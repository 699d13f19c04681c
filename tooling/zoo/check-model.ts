import type { Report } from './report/report';
import { inspect } from './steps/inspect';
import { checkOnnx } from './steps/onnx';
import type { Tell } from './steps/recorded';
import { checkTensorFlow } from './steps/tensorflow';

/**
 * Takes a model through all steps, by its kind.
 *
 * @param tell is told what became of it so far, after each step
 */
export async function checkModel(file: string, tell: Tell = () => undefined): Promise<Report> {
  const outcomes = { inspect: await inspect(file) };
  const check = file.endsWith('.onnx') ? checkOnnx : checkTensorFlow;
  const report = await check(file, (others) => tell({ ...outcomes, ...others }));
  return { ...report, outcomes: { ...outcomes, ...report.outcomes } };
}
