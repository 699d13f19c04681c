import { XaiError } from 'xai-base';
import {
  describeModel,
  type End,
  guessModality,
  guessRecipe,
  type Layout,
  type LoadedModel,
  listNames,
  loadModel,
  type Meta,
  type Modality,
  type ModelDescription,
  type ModelOutline,
  open,
  type Recipe,
  RecipeError,
  shapeText,
  tryMethods,
  type Verdict,
} from 'xai-recipes';
import type { EngineName } from '../engines/engine-names';
import { type Engine, startEngine } from '../engines/start-engine';
import { inWords } from '../errors/in-words';
import { commandFor, shellText } from '../explain/command-for';
import { parseFix } from '../explain/parse-fix';
import { filesBeside } from '../files/files-beside';
import { filesNamed } from '../files/files-named';
import { jsonText } from '../terminal/json';
import type { Console } from '../terminal/printable-output';
import { table } from '../terminal/table';

/** The options of `xai inspect`. */
export interface InspectOptions {
  readonly offline?: boolean;
  readonly layout?: Layout;
  readonly externalData?: boolean;
  readonly fix?: readonly string[];
  readonly modelInput?: string;
  readonly modelOutput?: string;
  readonly engine?: EngineName;
  readonly meta?: string;
  readonly json?: boolean;
  /** Whether all methods are tried, which takes a while. */
  readonly try?: boolean;
  /** Whether the most likely recipe is printed instead. */
  readonly recipe?: boolean;
}

/** What `xai inspect --json` says. */
interface Inspection
  extends Omit<ModelDescription, 'inputs' | 'outputs'>,
    Pick<ModelOutline, 'inputs' | 'outputs' | 'embeddings' | 'featureMaps' | 'values' | 'isOfTrees'> {
  readonly model: string;
  readonly modality: Modality;
  readonly title?: string;
  readonly classes?: readonly string[];
  readonly features?: readonly string[];
  /** Why nothing here can run or read it. */
  readonly problem?: string;
  /** The command that explains something as the most likely recipe says, with a file of one's own in the place of one that there is not. */
  readonly command: readonly string[];
  /** Of methods that were tried. */
  readonly methods?: readonly Verdict[];
}

/** `xai inspect`: what a model is made of; which methods explain it, if they are to be tried; or the most likely recipe. */
export async function inspect(file: string, options: InspectOptions, surroundings: Console): Promise<void> {
  const { stdout, stderr } = surroundings;
  const files = await filesBeside(filesNamed(options, surroundings), file);
  const engine = await startEngine(options.engine);
  let loaded: LoadedModel | Error | undefined;
  const onLoaded = (one: LoadedModel) => {
    loaded = one; // to be described
  };
  try {
    const { meta, externalData } = options;
    const outline = await open(files, { source: file, meta, externalData, onLoaded });
    const guess = guessRecipe(outline);
    const recipe = { ...guess, model: modelOf(options, guess.model) };
    if (options.recipe) {
      stdout.write(jsonText(recipe));
      return;
    }
    loaded ??= await loadModel(files, recipe.model).catch((error: Error) => error);
    const found = { model: file, ...(await described(loaded, { outline, recipe, engine, options }, surroundings)) };
    stdout.write(inWords(options.json ? jsonText(found) : text(found)));
    for (const warning of engine.warnings) stderr.write(`warning: ${warning}\n`);
  } finally {
    if (loaded && !(loaded instanceof Error)) await loaded.model.dispose();
    await engine.dispose();
  }
}

/** The model of a guessed recipe, in which options take the place of fields. */
function modelOf(options: InspectOptions, guessed: Recipe['model']): Recipe['model'] {
  const { layout = guessed.layout, externalData, modelInput, modelOutput, fix } = options;
  const isAsked = modelInput !== undefined || fix !== undefined;
  const { input, fix: others, ...rest } = guessed;
  return {
    ...rest,
    ...(layout && { layout }),
    ...(externalData && { externalData }),
    ...(isAsked ? {} : { ...(input !== undefined && { input }), ...(others && { fix: others }) }),
    ...(modelInput !== undefined && { input: modelInput }),
    ...(modelOutput !== undefined && { output: modelOutput }),
    ...(fix && { fix: parseFix(fix) }),
  };
}

interface Found {
  readonly outline: ModelOutline;
  readonly recipe: Recipe;
  readonly engine: Pick<Engine, 'executor'>;
  readonly options: InspectOptions;
}

/** What is in a model; of one that nothing here can run, what its file says. */
async function described(
  loaded: LoadedModel | Error,
  { outline, recipe, engine: { executor }, options }: Found,
  { signal }: Console,
): Promise<Omit<Inspection, 'model'>> {
  const { format, meta, embeddings, featureMaps, values, isOfTrees } = outline;
  const command = commandFor(recipe, options);
  const seen = { embeddings, featureMaps, values, isOfTrees, command, ...known(meta) };
  const said = { format, inputs: outline.inputs, outputs: outline.outputs, modality: recipe.input.kind, ...seen };
  if (loaded instanceof Error) {
    if (loaded instanceof RecipeError || !(loaded instanceof XaiError)) throw loaded;
    return { ...said, problem: loaded.message };
  }
  const modality = guessModality(loaded, meta);
  const methods = options.try ? { methods: await tryMethods({ loaded, modality, executor, signal }) } : {};
  const model = describeModel(loaded);
  const ends = { inputs: meaning(model.inputs, outline.inputs), outputs: ending(model.outputs, outline.outputs) };
  return { ...said, ...model, ...ends, modality, ...methods, ...ofMoreAxes(ends.inputs, recipe.model.input) };
}

/** What is said of volumes and the like, which are no kind of input here. */
function ofMoreAxes(inputs: readonly End[], explained = inputs[0]?.name): Pick<Inspection, 'problem'> {
  const { name, shape } = inputs.find((one) => one.name === explained) ?? inputs[0];
  if (!shape || shape.length < 5) return {};
  const kinds = 'no image, series, text or row of a table';
  return { problem: `${name} ${shapeText(shape)} is ${kinds}: a program explains it, with the input as a tensor` };
}

/** What inputs mean, besides how they are called here. */
function meaning(ends: readonly End[], outlines: ModelOutline['inputs']): Inspection['inputs'] {
  return ends.map((end) => ({ ...end, meaning: outlines.find(({ name }) => name === end.name)?.meaning ?? 'unknown' }));
}

/** What outputs mean and end in, likewise. */
function ending(ends: readonly End[], outlines: ModelOutline['outputs']): Inspection['outputs'] {
  return ends.map((one) => {
    const { meaning = 'unknown', end } = outlines.find(({ name }) => name === one.name) ?? outlines[0] ?? {};
    return { ...one, meaning, ...(end && { end }) };
  });
}

const formats = { 'layers-model': 'a layers-model', 'graph-model': 'a graph-model', onnx: 'an ONNX model' } as const;

/** What the description beside the model adds. */
function known({ title, classes, features }: Partial<Meta> = {}): Pick<Inspection, 'title' | 'classes' | 'features'> {
  return { ...(title && { title }), ...(classes && { classes }), ...(features && { features }) };
}

function text(inspection: Inspection): string {
  const { model, format, inputs, outputs, parameters, layout, modality, methods } = inspection;
  const ends = (list: readonly End[]) => list.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');
  const size = parameters === undefined ? '' : ` of ${parameters} parameters`;
  const facts = [
    ['Takes', modality === 'table' ? 'rows of a table' : `${modality === 'series' ? 'time series' : `${modality}s`}`],
    ...(layout === 'channels-first' ? [['Layout', 'channels first in the file; here, they stand last']] : []),
    ...(inputs.length > 1 ? [['Inputs', inputs.map((one) => `${one.name} (${one.meaning})`).join(', ')]] : []),
    ...(inspection.embeddings.length > 0 ? [['Embedding', listNames(inspection.embeddings)]] : []),
    ...(inspection.values.length > 0
      ? [
          [
            'Values',
            `${inspection.values.length} inside, from ${inspection.values[0]} to ${inspection.values.at(-1)}; --json lists them`,
          ],
        ]
      : []),
    ...(inspection.featureMaps.length > 0 ? [['Maps', `last ${inspection.featureMaps.at(-1)}, for --layer`]] : []),
    ...(outputs.some(({ end }) => end === 'softmax')
      ? [['Ends', 'in softmax; --logits takes it off for relevance']]
      : []),
    ...(inspection.isOfTrees ? [['Trees', 'an ensemble, which TreeSHAP explains exactly']] : []),
    ...(inspection.problem ? [['Problem', inspection.problem]] : []),
    ...(inspection.title ? [['About', inspection.title]] : []),
    ...(inspection.features ? [['Features', listNames(inspection.features)]] : []),
    ...(inspection.classes ? [['Classes', listNames(inspection.classes)]] : []),
  ].map(([label, fact]) => `${label.padEnd(9)} ${fact}\n`);
  const heading = `${model}: ${formats[format]}${size}, from ${ends(inputs)} to ${ends(outputs)}\n`;
  const command = inspection.problem ? [] : [`It is explained by\n\n  ${shellText(inspection.command)}\n`];
  const tried = methods ? verdicts(methods) : NOT_TRIED;
  return [heading + facts.join(''), ...parts(inspection), tried, ...command].join('\n');
}

const NOT_TRIED = 'With --try, all methods are tried on it. With --recipe, the most likely recipe for it is printed.\n';

function verdicts(methods: readonly Verdict[]): string {
  return table(
    ['method', 'explains it'],
    methods.map((one) => [one.method, verdict(one)]),
  );
}

function verdict({ works, reason = '', options = [] }: Verdict): string {
  if (!works) return `no: ${firstLines(reason)}`;
  return options.length > 0 ? `yes, with ${options.join(' ')}` : 'yes';
}

/** What a reason begins with: of operators that cannot be read, the first one, too. */
function firstLines(reason: string): string {
  return reason
    .split('\n')
    .slice(0, 2)
    .map((line) => line.trim())
    .join(' ');
}

/** The layers of a model, or the operations of a graph. */
function parts({ layers, operations }: ModelDescription): string[] {
  if (layers) {
    const rows = layers.map((one) => [
      one.name,
      one.type,
      shapeText(one.shape),
      String(one.parameters),
      one.hasFeatureMaps ? 'yes' : '',
      one.relevanceProblem ? `no: ${one.relevanceProblem}` : (one.relevanceRule ?? 'yes'),
    ]);
    const heading = ['layer', 'type', 'output', 'parameters', '--layer', 'LRP EpsilonPlus'];
    return [table(heading, rows, ['left', 'left', 'left', 'right'])];
  }
  if (!operations) return [];
  const counts = Object.entries(operations).map(([name, count]) => [name, String(count)]);
  return [table(['operation', 'uses'], counts, ['left', 'right'])];
}
