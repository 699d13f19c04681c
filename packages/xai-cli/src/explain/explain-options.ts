import type { ImageRecipe, Layout, Modality } from 'xai-recipes';
import type { EngineName } from '../engines/engine-names';
import { UsageError } from '../errors/errors';

/** The options of `xai explain`, as the command line gives them. */
export interface ExplainOptions {
  readonly model?: string;
  readonly recipe?: string;
  readonly labels?: string;
  readonly meta?: string;
  readonly layout?: Layout;
  readonly externalData?: boolean;
  readonly modelInput?: string;
  readonly modelOutput?: string;
  readonly fix?: readonly string[];
  readonly input?: string | readonly string[];
  readonly text?: string | readonly string[];
  readonly offline?: boolean;
  readonly series?: string | readonly string[];
  readonly csv?: string | readonly string[];
  readonly row?: number | readonly number[];
  readonly features?: readonly string[];
  readonly training?: string;
  readonly summary?: string;
  readonly categorical?: readonly string[];
  readonly missing?: string;
  readonly vocabulary?: string;
  readonly tokenizer?: string;
  readonly tokens?: boolean;
  readonly generate?: number;
  readonly position?: string;
  readonly method?: string;
  readonly output?: string;
  readonly against?: string;
  /** A folder of images, or a manifest of them, that show what the features of CRP stand for. */
  readonly references?: string;
  /** Files of fonts for letters of a PNG that DejaVu Sans lacks. */
  readonly font?: readonly string[];
  readonly combine?: readonly string[];
  readonly region?: string;
  readonly rate?: number;
  readonly normalize?: string;
  readonly size?: string;
  readonly invert?: boolean;
  readonly fit?: ImageRecipe['fit'];
  readonly order?: ImageRecipe['order'];
  readonly out?: string;
  readonly plain?: boolean;
  readonly save?: string;
  readonly json?: boolean;
  readonly batchSize?: number;
  readonly engine?: EngineName;
  readonly of?: string;
  /** An option of methods, by its name. */
  readonly [option: string]: unknown;
}

/** The options that only some kinds of input have. */
const inputOptions = {
  normalize: ['image'],
  size: ['image'],
  invert: ['image'],
  fit: ['image'],
  order: ['image'],
  plain: ['image'],
  reference: ['image'],
  background: ['image'],
  vocabulary: ['text'],
  tokenizer: ['text'],
  tokens: ['text'],
  generate: ['text'],
  position: ['text'],
  region: ['image'],
  rate: ['series', 'table'],
  row: ['table'],
  categorical: ['table'],
  features: ['table', 'series'],
  training: ['table', 'series'],
  summary: ['table', 'series'],
  missing: ['table', 'series'],
} as const satisfies Readonly<Record<string, readonly Modality[]>>;

const inputNames: Record<Modality, string> = {
  image: 'an image',
  text: 'a text',
  series: 'a series',
  table: 'a table',
};

/** @throws {UsageError} for an option that is about another kind of input */
export function checkInputOptions(options: ExplainOptions, modality: Modality): void {
  for (const [name, takers] of Object.entries(inputOptions) as [keyof typeof inputOptions, readonly Modality[]][]) {
    if (options[name] === undefined || takers.includes(modality)) continue;
    const expected = takers.map((taker) => inputNames[taker]).join(' or ');
    throw new UsageError(`--${name} is about ${expected}, and ${inputNames[modality]} is explained; leave it out.`, {
      argument: `--${name}`,
      value: options[name],
      expected,
    });
  }
}
