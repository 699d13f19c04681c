import type { BackendName } from '../backend-names';
import { UsageError } from '../errors/errors';
import type { Method } from '../methods/method';
import { type MethodOption, methodOptions } from '../methods/method-options';

/** The options of `xai explain`, as the command line gives them. */
export interface ExplainOptions {
  readonly model: string;
  readonly input: string;
  readonly method: string;
  readonly output?: number;
  readonly against?: number;
  readonly normalize?: string;
  readonly invert?: boolean;
  readonly out?: string;
  readonly plain?: boolean;
  readonly save?: string;
  readonly json?: boolean;
  readonly batchSize?: number;
  readonly backend: BackendName;
  readonly steps?: number;
  readonly samples?: number;
  readonly std?: number;
  readonly seed?: number;
  readonly layer?: string;
  readonly top?: number;
  readonly composite?: string;
  readonly logits?: boolean;
  readonly window?: number;
  readonly stride?: number;
  readonly of?: string;
  readonly reference?: number;
  readonly background?: readonly string[];
}

/** @throws {UsageError} for an option that neither the method nor the one that it takes the mean of listens to */
export function checkMethodOptions(options: ExplainOptions, method: Method, of?: Method): void {
  const inner = method.options.includes('of') ? (of ?? method.of) : undefined;
  const taken = [...new Set([...method.options, ...(inner?.options ?? [])])];
  const wrong = (Object.keys(methodOptions) as MethodOption[]).find(
    (name) => options[name] !== undefined && !taken.includes(name),
  );
  if (!wrong) return;
  const expected = taken.length > 0 ? `only ${taken.map((name) => `--${name}`).join(', ')}` : 'no options of its own';
  throw new UsageError(`${method.name} does not listen to --${wrong}; it takes ${expected}.`, {
    argument: `--${wrong}`,
    value: options[wrong],
    expected,
  });
}
