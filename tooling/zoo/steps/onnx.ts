import { dispose, type Tensor, tensor, transpose, zeros } from '@tensorflow/tfjs-core';
import { type DifferentiableModel, OnnxModel, readOnnx, readTreeEnsemble } from 'onnx-model';
import { TreeSHAP } from 'tree-shap';
import { analyze } from 'xai-base';
import { inFloat64, sent } from '../float64/in-float64';
import type { Question } from '../float64/question';
import type { Report } from '../report/report';
import { eachFamily } from './each-family';
import { executorFor, isCompiled } from './executor-for';
import { explain, families } from './explain';
import { type Guess, guessInputs, tries } from './guess-inputs';
import { logitsOf } from './logits-of';
import { measure } from './measure';
import { pathOfLargest } from './path-of-largest';
import { randomValues } from './random-values';
import { recorded, type Tell } from './recorded';
import { checkSlope, type InFloat64 } from './slope';
import { withoutRounding } from './without-rounding';

/** How far from onnxruntime's an output may be, to the largest of it. */
const forwardTolerance = 1e-5;
const mostRoundings = 2; // times what onnxruntime is off: WebAssembly rounds products and sums, a fused multiply-add only sums
const leastScale = 1e-2; // of a probability that is 0 throughout nothing is left but rounding

/** Where the runtime and the operators begin and end. */
interface Ends {
  readonly options: {
    readonly input: string;
    readonly output: string;
    readonly channelsFirst: boolean;
    readonly fixedInputs: Record<string, Tensor>;
  };
  readonly x: Tensor;
  readonly wanted: Tensor;
}

/** Takes an ONNX model through all steps. */
export async function checkOnnx(file: string, tell: Tell): Promise<Report> {
  const outcomes = recorded(tell);
  const report: Report = { file, format: 'onnx', outcomes };
  let ends: Ends | undefined;
  outcomes.runtime = await measure(async () => {
    ends = await run(file);
    const { options, x, wanted } = ends;
    return { ok: true, note: `${options.input} [${x.shape}] to ${options.output} [${wanted.shape}]` };
  });
  if (!ends) return report;
  const { options, x, wanted } = ends;
  let model: DifferentiableModel | undefined;
  outcomes.ops = await measure(async () => {
    model = await readOnnx(file, options);
    return { ok: true, note: '' };
  });
  if (!model) return report;
  const ops = model;
  const given = ends;
  const exactly: InFloat64 = (inputs, weights) => inFloat64({ ...questionOf(file, given), inputs, weights });
  const executor = await executorFor(x);
  outcomes.forward = await measure(async () => {
    const [found] = await executor.run((input) => [ops(input)], [x]);
    return compareWithRounding(file, given, found, exactly);
  });
  const isOfTrees = await ensembleOf(file);
  const logits = await logitsOf(file, options.output);
  const ofLogits = async () => {
    const cut = await readOnnx(file, { ...options, output: logits });
    const [output] = await executor.run((input) => [cut(input)], [x]);
    try {
      return await explain(families.relevance, cut, x, await pathOfLargest(output), executor);
    } finally {
      output.dispose();
      cut.dispose();
    }
  };
  const instead = {
    ...(logits !== undefined && { relevance: ofLogits }),
    ...(isOfTrees && { relevance: () => explainTrees(file, x) }),
  };
  await eachFamily(outcomes, ops, x, await pathOfLargest(wanted), instead, executor);
  outcomes.slope = isOfTrees
    ? { ok: false, isMeaningless: true, note: 'trees have no slopes', seconds: 0 }
    : await measure(async () =>
        checkSlope((input) => ops(input), x, isCompiled(executor) ? undefined : exactly, executor),
      );
  ops.dispose();
  dispose([x, wanted, ...Object.values(options.fixedInputs)]);
  return report;
}

/** Runs a model in onnxruntime on what its inputs may be given. */
async function run(file: string): Promise<Ends> {
  const session = await OnnxModel.load(file);
  try {
    for (let attempt = 0; ; attempt++) {
      const guesses = guessInputs(session.inputs, attempt);
      const given = Object.fromEntries(guesses.map((guess) => [guess.name, made(guess)]));
      try {
        const names = session.outputs.filter(({ type }) => type?.startsWith('float')).map(({ name }) => name);
        const [output] = names.length > 0 ? names : session.outputs.map(({ name }) => name);
        const results = await session.run(given, [output]);
        const { [output]: raw } = results;
        const explained = largest(guesses);
        const channelsFirst = isImage(explained.shape);
        const { [explained.name]: input, ...fixedInputs } = given;
        const x = channelsFirst ? transpose(input, [0, 2, 3, 1]) : input;
        if (channelsFirst) input.dispose();
        return { options: { input: explained.name, output, channelsFirst, fixedInputs }, x, wanted: raw };
      } catch (error) {
        dispose(Object.values(given));
        if (attempt + 1 === tries) throw error;
      }
    }
  } finally {
    await session.dispose();
  }
}

const made = ({ type, shape, fill }: Guess): Tensor => {
  const size = shape.reduce((product, length) => product * length, 1);
  const dtype = type.startsWith('float') ? 'float32' : type === 'bool' ? 'bool' : 'int32';
  if (fill === 0) return zeros([...shape], dtype);
  const drawn = () => randomValues(size, 1).map((one) => (shape.length === 4 ? one : one - 0.5)); // an image, or what is around 0
  const values = fill === 'random' ? drawn() : new Array<number>(size).fill(fill);
  return tensor(values, [...shape], dtype);
};

/** The input that is explained: the largest of those that are drawn. */
function largest(guesses: readonly Guess[]): Guess {
  const size = ({ shape }: Guess) => shape.reduce((product, length) => product * length, 1);
  const drawn = guesses.filter(({ fill }) => fill === 'random');
  return (drawn.length > 0 ? drawn : guesses).reduce((most, one) => (size(one) > size(most) ? one : most));
}

const isImage = ([, channels, ...space]: readonly number[]): boolean =>
  space.length === 2 && [1, 3, 4].includes(channels) && Math.min(...space) > 4;

/**
 * Compares what operators give with what onnxruntime does. Where they differ by more than the tolerance, both are compared with the model in double precision: what
 * operators give may be as far from it as what onnxruntime gives with or without its optimizations. A network that rounds values inside of it is compared with
 * what onnxruntime makes of the same network without that.
 */
async function compareWithRounding(
  file: string,
  { options, x, wanted }: Ends,
  found: Tensor,
  exactly: InFloat64,
): Promise<{ ok: boolean; note: string }> {
  const error = difference(found, wanted);
  if (error < forwardTolerance) {
    found.dispose();
    return { ok: true, note: error.toExponential(1) };
  }
  const floats = await withoutRounding(file);
  if (floats) {
    const network = await OnnxModel.load(floats, options);
    const values = await network(x);
    await network.dispose();
    const rest = difference(found, values);
    dispose([found, values]);
    return {
      ok: rest < forwardTolerance,
      note: `${rest.toExponential(1)} without rounding (${error.toExponential(1)})`,
    };
  }
  const plain = await OnnxModel.load(file, { ...options, sessionOptions: { graphOptimizationLevel: 'disabled' } });
  const unoptimized = await plain(x);
  await plain.dispose();
  try {
    const {
      outputs: [truth],
    } = await exactly([Float64Array.from(x.dataSync())]);
    const [ours, ...theirs] = [found, wanted, unoptimized].map((one) => differenceOf(one.dataSync(), truth));
    const ok = ours < forwardTolerance || ours <= mostRoundings * Math.max(...theirs);
    const said = [error, ours, ...theirs].map((one) => one.toExponential(1));
    return { ok, note: `${said[0]} (${said.slice(1).join(', ')})` };
  } finally {
    dispose([found, unoptimized]);
  }
}

/** Where the model begins and ends, for another process. */
const questionOf = (file: string, { options, x }: Ends): Omit<Question, 'inputs'> => ({
  file,
  shape: x.shape,
  ends: {
    ...options,
    fixedInputs: Object.fromEntries(Object.entries(options.fixedInputs).map(([name, one]) => [name, sent(one)])),
  },
});

/** The largest difference, to the largest number that is wanted. */
const difference = (found: Tensor, wanted: Tensor): number => differenceOf(found.dataSync(), wanted.dataSync());

function differenceOf(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  const [values, expected] = [found, wanted].map((one) => Array.from(one));
  if (values.length !== expected.length) throw new Error(`${values.length} numbers, not ${expected.length}`);
  const scale = expected.reduce((most, one) => Math.max(most, Math.abs(one)), leastScale);
  return values.reduce((most, one, index) => Math.max(most, Math.abs(one - expected[index])), 0) / scale;
}

/** Whether all of a model is one ensemble of trees. */
const ensembleOf = (file: string): Promise<boolean> =>
  readTreeEnsemble(file).then(
    () => true,
    () => false,
  );

async function explainTrees(file: string, x: Tensor): Promise<{ ok: boolean; note: string }> {
  const background = tensor(randomValues(x.size * 8, 5), [8 * x.shape[0], ...x.shape.slice(1)]);
  const explanation = await analyze(x, new TreeSHAP(await readTreeEnsemble(file), { background }));
  const ok = explanation.val.dataSync().every(Number.isFinite);
  explanation.dispose();
  background.dispose();
  return { ok, note: 'TreeSHAP' };
}
