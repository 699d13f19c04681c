import { ModelError } from 'xai-base';
import { describeName } from '../session/value-info';

/** An operator that a model uses and that cannot be read into TensorFlow.js ops. */
export interface UnsupportedUse {
  readonly op: string;
  /** `''` is the standard domain. */
  readonly domain: string;
  /** How often the model uses it in this way. */
  readonly count: number;
  /** What of its use is not supported; undefined when nothing of the operator is. */
  readonly reason?: string;
}

const mostLines = 40; // of operators, in a message

/** A model uses operators that cannot be read, or that no layer does: `operators` and the message list them all. */
export class UnsupportedOperatorError extends ModelError {
  static override readonly id: string = 'UnsupportedOperatorError';

  /**
   * @param operators what is not supported
   * @param target what the model was to be read into
   * @param wayOut what serves instead
   */
  constructor(
    readonly operators: readonly UnsupportedUse[],
    target = 'TensorFlow.js ops',
    wayOut = 'Methods without gradients, such as RISE and Occlusion, explain it all the same: OnnxModel.load(file).',
  ) {
    const lines = operators.slice(0, mostLines).map(({ op, domain, count, reason }) => {
      const name = `${domain ? `${describeName(domain)}.` : ''}${describeName(op)}`;
      return `  ${name}${reason ? ` ${reason}` : ''} (${count})`;
    });
    if (operators.length > mostLines) lines.push(`  and ${operators.length - mostLines} more`);
    super(`The model uses operators that cannot be read into ${target}:\n${lines.join('\n')}\n${wayOut}`, {
      argument: 'source',
      value: operators,
      expected: 'operators of the table in the README',
    });
  }
}
