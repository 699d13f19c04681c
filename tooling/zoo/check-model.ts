import type { Report } from './report/report';
import { checkOnnx } from './steps/onnx';
import type { Tell } from './steps/recorded';
import { checkTensorFlow } from './steps/tensorflow';

/**
 * Takes a model through all steps, by its kind.
 *
 * @param tell is told what became of it so far, after each step
 */
export const checkModel = (file: string, tell: Tell = () => undefined): Promise<Report> =>
  file.endsWith('.onnx') ? checkOnnx(file, tell) : checkTensorFlow(file, tell);
