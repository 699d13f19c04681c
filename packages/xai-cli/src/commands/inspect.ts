import {
  describedBy,
  describeModel,
  guessModality,
  type Layout,
  listNames,
  loadModel,
  type Meta,
  type Modality,
  type ModelDescription,
  readMeta,
  shapeText,
  tryMethods,
  type Verdict,
} from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';
import type { EngineName } from '../engines/engine-names';
import { startEngine } from '../engines/start-engine';
import { inWords } from '../errors/in-words';
import { parseFix } from '../explain/parse-fix';
import { jsonText } from '../terminal/json';
import type { Console } from '../terminal/printable-output';
import { table } from '../terminal/table';

/** The options of `xai inspect`. */
export interface InspectOptions {
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
}

/** What `xai inspect --json` says. */
interface Inspection extends ModelDescription {
  readonly model: string;
  readonly modality: Modality;
  readonly title?: string;
  readonly classes?: readonly string[];
  readonly features?: readonly string[];
  /** Of methods that were tried. */
  readonly methods?: readonly Verdict[];
}

/** `xai inspect`: what a model is made of; and which methods explain it, if they are to be tried. */
export async function inspect(
  file: string,
  { engine: name, json = false, try: tries = false, ...options }: InspectOptions,
  { stdout, stderr, signal }: Console,
): Promise<void> {
  const files = diskFiles();
  const meta = await readMeta(files, file, options.meta);
  const engine = await startEngine(name);
  try {
    const loaded = await loadModel(files, {
      source: file,
      layout: options.layout ?? (await describedBy(files, meta, 'image')).model.layout,
      externalData: options.externalData,
      input: options.modelInput,
      output: options.modelOutput,
      fix: options.fix && parseFix(options.fix),
    });
    try {
      const modality = guessModality(loaded, meta);
      const description = { ...describeModel(loaded), modality, ...known(meta) };
      const methods = tries && (await tryMethods({ loaded, modality, executor: engine.executor, signal }));
      const inspection = { model: file, ...description, ...(methods && { methods }) };
      stdout.write(inWords(json ? jsonText(inspection) : text(inspection)));
    } finally {
      await loaded.model.dispose();
    }
    for (const warning of engine.warnings) stderr.write(`warning: ${warning}\n`);
  } finally {
    await engine.dispose();
  }
}

const formats = { 'layers-model': 'a layers-model', 'graph-model': 'a graph-model', onnx: 'an ONNX model' } as const;

/** What the description beside the model adds. */
function known({ title, classes, features }: Partial<Meta> = {}): Pick<Inspection, 'title' | 'classes' | 'features'> {
  return { ...(title && { title }), ...(classes && { classes }), ...(features && { features }) };
}

function text(inspection: Inspection): string {
  const { model, format, inputs, outputs, parameters, layout, modality, methods } = inspection;
  const ends = (list: ModelDescription['inputs']) =>
    list.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');
  const size = parameters === undefined ? '' : ` of ${parameters} parameters`;
  const facts = [
    ['Takes', modality === 'table' ? 'rows of a table' : `${modality === 'series' ? 'time series' : `${modality}s`}`],
    ...(layout === 'channels-first' ? [['Layout', 'channels first in the file; here, they stand last']] : []),
    ...(inspection.title ? [['About', inspection.title]] : []),
    ...(inspection.features ? [['Features', listNames(inspection.features)]] : []),
    ...(inspection.classes ? [['Classes', listNames(inspection.classes)]] : []),
  ].map(([label, fact]) => `${label.padEnd(9)} ${fact}\n`);
  const heading = `${model}: ${formats[format]}${size}, from ${ends(inputs)} to ${ends(outputs)}\n`;
  return [heading + facts.join(''), ...parts(inspection), methods ? verdicts(methods) : NOT_TRIED].join('\n');
}

const NOT_TRIED = 'With --try, all methods are tried on it.\n';

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
