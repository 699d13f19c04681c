import { NoGradientError } from '../errors';
import { formOf } from '../further-inputs/form';
import type { FurtherInputs } from '../further-inputs/further-inputs';
import type { ModelView } from '../models/model-view';
import { chosenExecutor } from './chosen-executor';
import type { Executor, Program } from './executor';

/** The model's outputs for a batch, which belong to the caller. */
export type Predict = ModelView['predict'];

/** The programs that evaluate a model, by the form of its further inputs: an executor knows by them what it has compiled. */
const programs = new WeakMap<ModelView, Map<string, Program>>();

/**
 * Evaluates a model by an executor where it is one program of TensorFlow.js ops, and else, such as an asynchronous function, as it evaluates itself.
 *
 * @param model the model
 * @param named whom the caller asks for; by default whom {@link useExecutor} has chosen, and else the model evaluates itself
 *
 * @example
 * ```ts
 * const predict = predictorOf(toModelView((x: tf.Tensor) => tf.sum(x, 1, true)), eagerExecutor);
 * await predict(tf.tensor2d([[1, 2]])); // => [[3]]
 * ```
 */
export function predictorOf(model: ModelView, named?: Executor): Predict {
  const executor = chosenExecutor(named);
  let isProgram = executor !== undefined && model.gradient === undefined;
  return async (input, further) => {
    if (isProgram) {
      try {
        const inputs = [input, ...Object.values(further ?? {})];
        const [output] = await (executor as Executor).run(programOf(model, further), inputs);
        return output;
      } catch (error) {
        if (!(error instanceof NoGradientError)) throw error;
        isProgram = false;
      }
    }
    return model.predict(input, further);
  };
}

function programOf(model: ModelView, further: FurtherInputs | undefined): Program {
  const form = formOf(further);
  const known = programs.get(model) ?? new Map<string, Program>();
  programs.set(model, known);
  const program: Program = known.get(form.key) ?? ((input, ...more) => [model.forward(input, form.of(more))]);
  known.set(form.key, program);
  return program;
}
