import { Analyzer, describeValue, type Model, ValueError, wrongValue } from 'xai-base';
import { BaselineAttribution } from '../baselines/baseline-attribution';
import { EdgeAttribution } from '../baselines/edge-attribution';
import { InputAttribution } from '../baselines/input-attribution';
import { RandomAttribution } from '../baselines/random-attribution';

/** Methods by the names that the table gives them: an analyzer, or what makes one for the model. */
export type AnalyzersByName<M extends Model = Model> = Readonly<Record<string, Analyzer | ((model: M) => Analyzer)>>;

/** A row of a table. */
export interface Method {
  readonly name: string;
  readonly analyzer: Analyzer;
  /** Makes the method for another model, where that is known. */
  readonly explain?: (model: Model) => Analyzer;
}

const baselines: AnalyzersByName = {
  random: (model: Model) => new RandomAttribution(model),
  edges: (model: Model) => new EdgeAttribution(model),
  input: (model: Model) => new InputAttribution(model),
};

/**
 * The rows of a table: the methods, and what they must be better than.
 *
 * @throws {ValueError} for what gives no analyzer
 */
export function methodsOf<M extends Model>(
  analyzers: AnalyzersByName<M>,
  model: M,
  withBaselines: boolean,
): readonly Method[] {
  const expected = 'an object of analyzers, or functions that make one for the model, by name';
  if (typeof analyzers !== 'object' || analyzers === null || Object.keys(analyzers).length === 0) {
    throw wrongValue('analyzers', analyzers, expected);
  }
  const all = { ...(withBaselines ? { ...analyzers, ...missing(analyzers) } : analyzers) };
  return Object.entries(all).map(([name, given]) => {
    const isMade = typeof given === 'function' && !(given instanceof Analyzer);
    const make = given as (model: Model) => Analyzer;
    const analyzer: unknown = isMade ? make(model) : given;
    if (!(analyzer instanceof Analyzer)) {
      const message = `analyzers.${name} gives ${describeValue(analyzer)}; expected ${expected}.`;
      throw new ValueError(message, { argument: 'analyzers', value: analyzer, expected });
    }
    if (isMade) return { name, analyzer, explain: (other) => (other === model ? analyzer : make(other)) };
    return { name, analyzer, explain: analyzer instanceof BaselineAttribution ? () => analyzer : undefined };
  });
}

function missing(analyzers: object): AnalyzersByName {
  return Object.fromEntries(Object.entries(baselines).filter(([name]) => !Object.hasOwn(analyzers, name)));
}
