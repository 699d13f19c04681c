import type { Report } from './report/report';
import { checkOnnx } from './steps/onnx';
import { checkTensorFlow } from './steps/tensorflow';

/** Takes a model through all steps, by its kind. */
export const checkModel = (file: string): Promise<Report> =>
  file.endsWith('.onnx') ? checkOnnx(file) : checkTensorFlow(file);
