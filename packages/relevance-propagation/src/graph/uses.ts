import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';

/** Where the values of a recorded model come from, and where they go to. */
export class Uses {
  private readonly makers = new Map<RecordedValue, RecordedOperation>();
  private readonly users = new Map<RecordedValue, RecordedOperation[]>();

  constructor(private readonly recording: Recording) {
    for (const operation of recording.operations) {
      for (const output of operation.outputs) this.makers.set(output, operation);
      for (const input of new Set(Object.values(operation.inputs))) {
        this.users.set(input, [...(this.users.get(input) ?? []), operation]);
      }
    }
  }

  /** The operation that computed a value; none, of an input. */
  makerOf(value: RecordedValue): RecordedOperation | undefined {
    return this.makers.get(value);
  }

  /** The operation that alone goes on with a value; none, where there are several or the value is the model's output. */
  onlyUserOf(value: RecordedValue): RecordedOperation | undefined {
    const users = this.users.get(value) ?? [];
    return users.length === 1 && value !== this.recording.output ? users[0] : undefined;
  }
}

/** The name of the only live input of an operation, and of the constant one beside it, where it has two inputs and these are such. */
export function liveBesideConstant({ inputs }: RecordedOperation): { live: string; constant: string } | undefined {
  const [first, second, ...more] = Object.keys(inputs);
  if (second === undefined || more.length > 0 || inputs[first].isLive === inputs[second].isLive) return undefined;
  return inputs[first].isLive ? { live: first, constant: second } : { live: second, constant: first };
}
